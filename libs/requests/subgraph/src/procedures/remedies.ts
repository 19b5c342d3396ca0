import { randomUUID } from 'node:crypto';
import { warningDays } from '@disclosure/calendar';
import { chineseDate, startOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { optionalTextRefusals } from '@disclosure/platform-subgraph';
import type { NoticeSpec, TimerSpec } from '@disclosure/platform-persistence';
import type { Stash } from '@disclosure/platform-persistence';
import { REMEDY_KINDS, REMEDY_RESULTS, warningKey } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { deadlinesOf } from '@disclosure/workflow';
import { OpenLitigationInput, OpenReconsiderationInput, RecordDefenceInput, RecordReconsiderationOpinionInput, RecordRemedyResultInput, ReportOnOpinionInput } from '../schema/after-reply.inputs.ts';
import type { Procedure } from './procedure.ts';

interface Opening { readonly receivedOn?: string; readonly simplified?: boolean; readonly reconsiderationId?: string; readonly caseNumber?: string }
const caseNumber = (input: Opening) => optionalTextRefusals(input.caseNumber, { field: 'input.caseNumber', label: '案号', max: 100, plain: true });
/** A remedy is a part of the case with an id of its own, given when it is opened. */
const opening = ({ caseNumber: number, ...input }: Opening, stash: Stash): object => ({ ...input, remedyId: randomUUID(), caseNumber: number?.trim() ? stash.text('caseNumber', number.trim()) : undefined });

/** Reconsideration and litigation: a row for each, alarms for our own time limits, a new round where one is ordered. */
export const remedies: Procedure = {
  inputs: { openReconsideration: OpenReconsiderationInput, openLitigation: OpenLitigationInput, recordDefence: RecordDefenceInput, recordReconsiderationOpinion: RecordReconsiderationOpinionInput, reportOnOpinion: ReportOnOpinionInput, recordRemedyResult: RecordRemedyResultInput },
  plainEvents: { RemedyResultRecorded: '行政复议、行政诉讼的结果已登记' },
  checks: { openReconsideration: caseNumber, openLitigation: caseNumber },
  prepare: () => ({ openReconsideration: opening, openLitigation: opening }),
  project: async ({ tx, before, after, event }) => {
    if (after.round > before.round) await tx.query('UPDATE requests.request SET release_id = NULL WHERE id = $1', [after.id]);
    const remedyId = event.payload['remedyId'];
    const remedy = after.remedies.find(({ id }) => id === remedyId);
    if (!remedy) return;
    await tx.query(
      `INSERT INTO requests.remedy (id, request_id, round, kind, result, received_on, decided_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET result = excluded.result, decided_on = excluded.decided_on, version = excluded.version`,
      [remedy.id, after.id, remedy.round, remedy.kind, remedy.result, remedy.receivedOn, remedy.decidedOn, after.versions[`remedy:${remedy.id}`] ?? 1]);
  },
  timers: (after, facts) => deadlinesOf(after, facts).flatMap(({ limit, subject, clock }): TimerSpec[] => {
    if (!limit.startsWith('T21') || subject === null || clock.state !== 'RUNNING' || clock.dueOn === null) return [];
    const dueOn = clock.dueOn;
    return warningDays(dueOn, facts.calendar, { startedOn: clock.startedOn })
      .filter(({ kind }) => !after.warnings.includes(warningKey({ remedyId: subject, limit, kind, dueOn })))
      .map(({ kind, on }) => ({ key: `remedy:${subject}:${limit}:${kind}`, dueAt: startOf(on, 9), action: 'warnRemedy', input: { remedyId: subject, limit, kind, dueOn } }));
  }),
  notices: ({ after, event }) => noticesOf(after, event.type, event.payload),
};

const ALARMS: Readonly<Record<string, string>> = { DUE_SOON: '期限将于%届满', DUE_TODAY: '期限今日（%）届满', OVERDUE: '期限已于%届满' };
/** What our time limits are for, and what it costs to miss one (Reconsideration Law, article 70; Administrative Litigation Law, article 34). */
const OURS: Readonly<Record<string, readonly [string, string]>> = { 'T21-EVIDENCE': ['提交证据', '；逾期不举证的，视为没有证据'], 'T21-OPINION': ['报送行政复议意见书办理情况', ''] };

function noticesOf(after: RequestState, type: string, payload: object): readonly NoticeSpec[] {
  const { remedyId, limit, kind, dueOn } = payload as { remedyId?: string; limit?: string; kind?: string; dueOn?: LocalDate };
  const remedy = after.remedies.find(({ id }) => id === remedyId);
  if (!remedy) return [];
  const about = `${after.number ?? '未登记的申请'}：${REMEDY_KINDS[remedy.kind]}`;
  const division = after.leadDivision;
  const concerned = ['office:LEGAL_OFFICER', 'office:DISCLOSURE_OFFICER', ...(division === null ? [] : [`office:CASE_HANDLER:${division}`, `office:DIVISION_HEAD:${division}`])];
  const tell = (noticeKind: string, message: string, recipients: readonly string[] = concerned): readonly NoticeSpec[] => recipients.map((recipient) => ({ kind: noticeKind, recipient, message, clause: 'A1-18' }));
  switch (type) {
    case 'ReconsiderationOpened': case 'LitigationOpened': return tell('REMEDY_OPENED', `${about}已登记（${chineseDate(remedy.receivedOn)}收到副本），请会同准备答复和证据。`);
    case 'RemedyWarned': {
      const [what, cost] = OURS[limit ?? ''] ?? ['提出答复', '；逾期不答复、不举证的，视为没有证据'];
      const recipients = kind === 'OVERDUE' && division !== null ? [...concerned, `office:SUPERVISING_DEPUTY:${division}`] : concerned;
      return tell(kind ?? '', `${about}，${what}${(ALARMS[kind ?? ''] ?? '%').replace('%', chineseDate(dueOn as LocalDate))}${kind === 'OVERDUE' ? cost : ''}。`, recipients);
    }
    case 'ReconsiderationOpinionReceived': return tell('OPINION_RECEIVED', `${about}：收到行政复议意见书，请会同办理，并在60日内报送办理情况。`);
    case 'RemedyResultRecorded': return tell('REMEDY_RESULT', `${about}${remedy.result === 'PENDING' ? '' : `已有结果：${REMEDY_RESULTS[remedy.result]}`}${remedy.ordersNewDecision ? '；责令重新作出答复，请按期办理。' : '。'}`);
    default: return [];
  }
}
