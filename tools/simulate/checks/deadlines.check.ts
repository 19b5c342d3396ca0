import { warningDays } from '@disclosure/calendar';
import { addDays, startOf } from '@disclosure/kernel';
import { limitOn } from '@disclosure/law';
import { openConsultations, owesProposal, proposalDueOn, REFERRAL_LIMIT } from '@disclosure/requests-domain';
import type { CorrectionState, ReferralState, RequestState } from '@disclosure/requests-domain';
import { clockOf, deadlinesOf, positionIn } from '@disclosure/workflow';
import type { Deadline } from '@disclosure/workflow';
import { everyRecord, rowsBy } from './check.ts';
import type { Check, Finding, Folded } from './check.ts';
import { BEYOND, secondClock } from './second-clock.ts';

const NAME = 'deadlines recompute to their projection';
interface Timer { readonly stream_id: string; readonly key: string; readonly due_at: string }

/** The due date in each row is what a count day by day from the events gives, and the alarms that are set are those that running deadlines need. */
export const deadlinesRecompute: Check = async (scope) => {
  const findings: Finding[] = [];
  let counted = 0;
  for await (const page of everyRecord<RequestState>(scope, 'DisclosureRequest')) {
    const ids = [page.map(({ id }) => id)];
    const rows = await rowsBy<{ id: string; due_on: string | null }>(scope.q, 'id', 'SELECT id, due_on FROM requests.request WHERE id = ANY($1)', ids);
    const timers = await rowsBy<Timer>(scope.q, 'stream_id', "SELECT stream_id, key, due_at FROM requests.timer WHERE key NOT LIKE 'from:%' AND stream_id = ANY($1)", ids);
    for (const folded of page) {
      const { id, state, facts } = folded;
      const about = state.number ?? id;
      const effects = state.effects.filter(({ limit, round }) => limit === 'T01' && round === state.round);
      const started = effects.find(({ effect }) => effect === 'START');
      const due = started ? secondClock(effects, started.days ?? limitOn(facts.law, 'T01', state.lawOn ?? started.on).length, (day) => facts.calendar.isWorkingDay(day)) : null;
      const projected = rows.get(id)?.[0]?.due_on ?? null;
      if (due !== BEYOND) counted += 1;
      if (due !== BEYOND && due !== projected) findings.push({ check: NAME, about, found: `due on ${projected} by its row, on ${due} by a count of days` });
      findings.push(...alarms(about, requestAlarms(folded), timers.get(id) ?? []));
    }
  }
  for await (const page of everyRecord<CorrectionState>(scope, 'CorrectionRequest')) {
    const timers = await rowsBy<Timer>(scope.q, 'stream_id', 'SELECT stream_id, key, due_at FROM requests.timer WHERE stream_id = ANY($1)', [page.map(({ id }) => id)]);
    for (const { id, state, facts } of page) {
      const wanted = deadlinesOf(state, facts).filter((deadline) => deadline.limit === 'T09' && isRunning(deadline)).flatMap((deadline) => warned(deadline, facts, 'warn:T09', (kind, dueOn) => state.warnings.includes(`${kind}:${dueOn}`)));
      const referred = deadlinesOf(state, facts).filter(isRunning).flatMap((deadline) => (deadline.limit === REFERRAL_LIMIT ? silence(state, deadline) : []));
      findings.push(...alarms(state.number ?? id, new Map([...wanted, ...referred]), timers.get(id) ?? []));
    }
  }
  return counted > 0 ? findings : [...findings, { check: NAME, about: 'the year', found: 'no due date was counted a second time' }];
};

const isRunning = ({ clock }: Deadline): boolean => clock.state === 'RUNNING' && clock.dueOn !== null;
/** The morning after the last day: what lapses, and what is overdue. */
const dayAfter = ({ clock }: Deadline, hours = 0): string => startOf(addDays(clock.dueOn as Parameters<typeof addDays>[0], 1), hours);

/** Soon, today, overdue: each unless it was said already. */
function warned({ clock }: Deadline, { calendar }: Folded<RequestState>['facts'], key: string, said: (kind: string, dueOn: string) => boolean): readonly (readonly [string, string])[] {
  const dueOn = clock.dueOn as Parameters<typeof warningDays>[0];
  return warningDays(dueOn, calendar, { startedOn: clock.startedOn }).filter(({ kind }) => !said(kind, dueOn)).map(({ kind, on }) => [`${key}:${kind}`, startOf(on, 9)] as const);
}

/** An agency that says nothing to a referral is told of once. */
const silence = (state: ReferralState, deadline: Deadline): readonly (readonly [string, string])[] =>
  state.referrals.filter(({ id, answeredOn, warnedOn }) => id === deadline.subject && answeredOn === null && warnedOn === null).map(({ id }) => [`referral:${id}`, dayAfter(deadline, 9)] as const);

/** The division's own day before that of the reply, while it owes the proposal: unless it was said already. */
function divisionsDay(state: RequestState, { clock }: Deadline, { calendar, law }: Folded<RequestState>['facts']): readonly (readonly [string, string])[] {
  if (!['ASSIGNED', 'DRAFTING'].includes(positionIn(state, 'request')) || positionIn(state, 'proposal') === 'SUBMITTED' || clock.dueOn === null) return [];
  const before = calendar.subtractWorkingDays(clock.dueOn, limitOn(law, 'T01-PROPOSAL', state.lawOn ?? clock.startedOn).length).dueOn;
  const on = before > clock.startedOn ? before : clock.dueOn;
  return state.warnings.includes(`T01-PROPOSAL:PROPOSAL_DUE:${on}`) ? [] : [['warn:T01-PROPOSAL', startOf(on, 9)]];
}

/** The alarms that a request needs, by key, with their hours. */
function requestAlarms({ state, facts }: Folded<RequestState>): ReadonlyMap<string, string> {
  const wanted: (readonly [string, string])[] = [];
  for (const deadline of deadlinesOf(state, facts).filter(isRunning)) {
    const { limit, subject, round, clock: { dueOn } } = deadline;
    const said = (kind: string): boolean => state.warnings.includes(`${limit}:${kind}:${dueOn}`);
    if (limit.startsWith('T21')) wanted.push(...warned(deadline, facts, `remedy:${subject}:${limit}`, (kind) => state.warnings.includes(`${subject}:${limit}:${kind}:${dueOn}`)));
    if ((limit === 'T05' || limit === 'T06') && openConsultations(state).includes(subject ?? '')) wanted.push([`consultation:${subject}`, dayAfter(deadline)]);
    if (limit === REFERRAL_LIMIT) wanted.push(...silence(state, deadline));
    if (limit === 'T05-RECEIPT' && positionIn(state, 'consultation', subject ?? '') === 'SENT' && !state.warnings.includes(`${subject}:T05-RECEIPT:${dueOn}`)) wanted.push([`consultation:${subject}:receipt`, dayAfter(deadline, 9)]);
    if (round !== state.round) continue;
    if (limit === 'T04') wanted.push([`lapse:${subject}`, dayAfter(deadline)]);
    if (limit === 'T19') wanted.push(['lapse:T19', dayAfter(deadline)]);
    if ((limit === 'T08' || limit === 'T04-REASONS') && !said('OVERDUE')) wanted.push([`warn:${limit}:OVERDUE`, dayAfter(deadline, 9)]);
    if (limit === 'T01') wanted.push(...warned(deadline, facts, 'warn:T01', said), ...divisionsDay(state, deadline, facts));
  }
  const proposal = owesProposal(state) && clockOf(state, 'T01', facts)?.clock.state === 'RUNNING' ? proposalDueOn(state, facts) : null;
  if (proposal !== null && !state.warnings.includes(`T01-PROPOSAL:PROPOSAL_DUE:${proposal}`)) wanted.push(['warn:T01-PROPOSAL', startOf(proposal, 9)]);
  return new Map(wanted);
}

function alarms(about: string, wanted: ReadonlyMap<string, string>, set: readonly Timer[]): readonly Finding[] {
  const at = new Map(set.map(({ key, due_at }) => [key, due_at]));
  const missing = [...wanted].filter(([key, due]) => at.get(key) !== due).map(([key, due]) => `the alarm ${key} should be set for ${due}, it is ${at.get(key) ?? 'not set'}`);
  const surplus = [...at.keys()].filter((key) => !wanted.has(key)).map((key) => `the alarm ${key} is set, and no deadline needs it`);
  return [...missing, ...surplus].map((found) => ({ check: NAME, about, found }));
}
