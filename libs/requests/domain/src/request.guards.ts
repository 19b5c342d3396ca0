import { chineseDate, daysBetween } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { divisionExists, findDivision } from '@disclosure/organisation';
import { findGroundOn, findOutcomeOn, lawfulCombination } from '@disclosure/law';
import { clockOf, dueOn, guard, subjectsOf } from '@disclosure/workflow';
import type { ClauseId } from '@disclosure/law';
import type { Attempt } from '@disclosure/workflow';
import type { DecidedItem, RequestState } from './request.state.ts';
import { CONFIRMED_CHANNELS, FORM_PARTS, MEANS_OF_SERVICE } from './vocabulary.ts';
import type { MeansOfService, SubmissionChannel } from './vocabulary.ts';

/** Within 7 working days of receipt the office may ask for clarification; afterwards it must reply on what there is (CLK-02). */
export const withinClarificationWindow = guard<RequestState>('withinClarificationWindow', 'A2-10', ({ state, facts }) => {
  const lastDay = dueOn(state, 'T03', facts);
  if (lastDay === null || facts.today <= lastDay) return null;
  return { code: 'CLARIFICATION_WINDOW_CLOSED', message: `补正告知应自收到申请之日起7个工作日内一次性作出，最后一日为${chineseDate(lastDay)}，现已超过；应依据现有内容答复。`, facts: { receivedOn: state.receivedOn, lastDay, today: facts.today } };
});

/** 一次性: one clarification notice in a round, and no second (CLK-05). */
export const clarificationNotYetUsed = guard<RequestState>('clarificationNotYetUsed', 'A2-10', ({ state }) => {
  const earlier = state.clarifications.find((clarification) => clarification.round === state.round);
  return earlier === undefined ? null : { code: 'CLARIFICATION_ALREADY_USED', message: `已于${chineseDate(earlier.noticeOn)}告知补正；补正应一次性告知，不得再次要求。`, facts: { noticeOn: earlier.noticeOn } };
});

/**
 * An incomplete form leads to clarification, never to rejection (REQ-06, REQ-08): before it is accepted the applicant is asked for what it
 * lacks, while that can be asked. Afterwards the request is examined as it is (CLK-02).
 */
export const formComplete = guard<RequestState>('formComplete', 'A2-10', ({ state, facts }) => {
  const lastDay = dueOn(state, 'T03', facts);
  const canAsk = lastDay !== null && facts.today <= lastDay && !state.clarifications.some(({ round }) => round === state.round);
  if (state.missingParts.length === 0 || !canAsk) return null;
  return { code: 'FORM_INCOMPLETE', message: `申请表缺少${state.missingParts.map((part) => FORM_PARTS[part]).join('、')}；请先一次性告知申请人补正，再行受理。`, facts: { missing: state.missingParts.join(' '), lastDay } };
});

/** The notice says what is missing: as the division stated it, or in the office's own words (A2-10). */
export const itemsStated = guard<RequestState, { missing?: unknown }>('itemsStated', 'A2-10', ({ input }) =>
  input.missing === undefined ? { code: 'ITEMS_MISSING', message: '请写明需要补正的事项；承办处室提出补正意见的，可以不再填写。', field: 'input.items' } : null, { readsInput: true });

/** The day a notice reached the applicant: not before it was issued, not in the future. From it the applicant's own time counts. */
export const noticeReachedOn = (name: string, clause: ClauseId, noticeOn: (state: RequestState) => LocalDate | null) => guard<RequestState, { receivedOn?: LocalDate }>(name, clause, ({ state, input, facts }) => {
  const [date, issued] = [input.receivedOn ?? facts.today, noticeOn(state)];
  if (issued !== null && date < issued) return { code: 'DATE_OUT_OF_ORDER', message: `收到告知书之日不能早于发出之日（${chineseDate(issued)}）。`, field: 'input.receivedOn', facts: { noticeOn: issued } };
  return notInFuture('input.receivedOn', date, facts.today);
}, { readsInput: true });

/** Only an oral request is taken down by somebody else; it is confirmed once, and by an officer with how it was (REQ-10). */
export const oralToConfirm = guard<RequestState>('oralToConfirm', 'A2-4', ({ state }) =>
  state.oralConfirmed === null ? { code: 'NOT_ORAL', message: '本件不是口头提出的申请，无需确认代为填写的内容。' } : state.oralConfirmed ? { code: 'ALREADY_CONFIRMED', message: '申请人已确认代为填写的申请内容。' } : null);
export const confirmationDescribed = guard<RequestState, { how?: unknown }>('confirmationDescribed', 'A2-4', ({ actor, input }) =>
  actor.kind === 'OFFICER' && input.how === undefined ? { code: 'CONFIRMATION_HOW_MISSING', message: '请记录申请人如何确认（如朗读后签名、电话录音）。', field: 'input.how' } : null, { readsInput: true });

/** The reasonable period of a clarification: at least one working day, at most 60 [D]. */
export const reasonableClarificationPeriod = guard<RequestState, { periodWorkingDays: number }>('reasonableClarificationPeriod', 'R-30', ({ input }) => {
  const days = input.periodWorkingDays;
  return Number.isInteger(days) && days >= 1 && days <= 60 ? null : { code: 'CLARIFICATION_PERIOD', message: '补正期限应为1至60个工作日。', field: 'input.periodWorkingDays', facts: { days } };
}, { readsInput: true });

/** Whether the clarification that is awaited, or was, is late, and the last day it was not. */
function lateClarification({ state, facts }: Pick<Attempt<RequestState>, 'state' | 'facts'>): LocalDate | null {
  const lastDay = dueOn(state, 'T04', facts, `r${state.round}`);
  return lastDay !== null && facts.today > lastDay ? lastDay : null;
}
const tooLate = (lastDay: LocalDate, today: LocalDate) => ({ code: 'CLARIFICATION_LATE', message: `补正期限已于${chineseDate(lastDay)}届满；确有正当理由的，请向厅公开办说明。`, facts: { lastDay, today } });

/** The applicant supplies within the period; what comes later the office enters, with the good reason (CLK-04). */
export const clarificationPeriodRunning = guard<RequestState, object>('clarificationPeriodRunning', 'R-30', (attempt) => {
  const lastDay = attempt.actor.kind === 'OFFICER' ? null : lateClarification(attempt);
  return lastDay === null ? null : tooLate(lastDay, attempt.facts.today);
});

/** Late without a good reason is late. */
export const goodReasonForLate = guard<RequestState, { goodReason?: unknown }>('goodReasonForLate', 'R-30', (attempt) => {
  const lastDay = attempt.actor.kind === 'OFFICER' && attempt.input.goodReason === undefined ? lateClarification(attempt) : null;
  return lastDay === null ? null : { ...tooLate(lastDay, attempt.facts.today), field: 'input.goodReason' };
}, { readsInput: true });

/** The period for clarification is over: only then is the request taken as given up. */
export const clarificationPeriodOver = guard<RequestState>('clarificationPeriodOver', 'A2-10', ({ state, facts }) => {
  const lastDay = dueOn(state, 'T04', facts, `r${state.round}`);
  return lastDay !== null && facts.today > lastDay ? null : { code: 'CLARIFICATION_PERIOD_RUNNING', message: lastDay === null ? '补正期限尚未开始。' : `补正期限至${chineseDate(lastDay)}，尚未届满。`, facts: { lastDay, today: facts.today } };
});

/** An extension is granted once in a round (A2-9, R-33). */
export const extensionNotYetUsed = guard<RequestState>('extensionNotYetUsed', 'R-33', ({ state }) => {
  const earlier = state.effects.find((effect) => effect.limit === 'T01' && effect.effect === 'EXTEND' && effect.round === state.round);
  return earlier === undefined ? null : { code: 'EXTENSION_ALREADY_USED', message: `答复期限已于${chineseDate(earlier.on)}延长${earlier.days ?? 0}个工作日；只能延长一次。`, facts: { extendedOn: earlier.on, workingDays: earlier.days ?? null } };
});

/** Approved and notified before the reply period ends (CLK-06). */
export const beforeReplyPeriodEnds = guard<RequestState>('beforeReplyPeriodEnds', 'A2-9', ({ state, facts }) => {
  const due = dueOn(state, 'T01', facts);
  return due === null || facts.today <= due ? null : { code: 'REPLY_PERIOD_OVER', message: `答复期限已于${chineseDate(due)}届满，不能再延长。`, facts: { dueOn: due, today: facts.today } };
});

export const replyClockRunning = guard<RequestState, object>('replyClockRunning', 'R-33', ({ state, facts }) => (clockOf(state, 'T01', facts) === null ? { code: 'REPLY_PERIOD_NOT_STARTED', message: '答复期限尚未开始计算。' } : null));

/** At most 20 working days. */
export const extensionWithinLimit = guard<RequestState, { workingDays: number }>('extensionWithinLimit', 'A1-17-3', ({ input }) =>
  Number.isInteger(input.workingDays) && input.workingDays >= 1 && input.workingDays <= 20 ? null : { code: 'EXTENSION_LENGTH', message: '延长期限为1至20个工作日。', field: 'input.workingDays', facts: { workingDays: input.workingDays } }, { readsInput: true });

/** The consent is to what was asked for, not to more. */
export const extensionAsProposed = guard<RequestState, { workingDays: number }>('extensionAsProposed', 'A2-9', ({ state, input }) =>
  state.extensionProposedDays === null || input.workingDays <= state.extensionProposedDays ? null : { code: 'EXTENSION_BEYOND_PROPOSAL', message: `承办处室提出延长${state.extensionProposedDays}个工作日，同意的期限不得更长。`, field: 'input.workingDays', facts: { proposed: state.extensionProposedDays } }, { readsInput: true });

/** A date of receipt or service lies in the past or today, and not before what it follows. */
const notInFuture = (field: string, date: LocalDate, today: LocalDate): { code: string; message: string; field: string; facts: Record<string, string> } | null =>
  date > today ? { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(date)}在今天（${chineseDate(today)}）之后。`, field, facts: { date, today } } : null;

/** The day both sides confirmed (A2-6): not in the future, not before the request was submitted. */
export const confirmedOnFits = guard<RequestState, { confirmedOn?: LocalDate }>('confirmedOnFits', 'A2-6', ({ state, input, facts }) => {
  const date = input.confirmedOn ?? facts.today;
  if (state.submittedOn !== null && date < state.submittedOn) return { code: 'DATE_BEFORE_SUBMISSION', message: `确认之日不能早于提交之日（${chineseDate(state.submittedOn)}）。`, field: 'input.confirmedOn', facts: { submittedOn: state.submittedOn } };
  return notInFuture('input.confirmedOn', date, facts.today);
}, { readsInput: true });

/** Handed in, or signed for: an officer who enters it later still names the true day. */
export const handedInOnFits = guard<RequestState, { receivedOn?: LocalDate; channel: SubmissionChannel }>('handedInOnFits', 'A2-6', ({ actor, input, facts }) => {
  // Its day of receipt is the day of confirmation: another, that an officer enters, would be dropped without a word. What the public claims decides nothing.
  if (actor.kind === 'OFFICER' && input.receivedOn !== undefined && input.receivedOn !== facts.today && CONFIRMED_CHANNELS.includes(input.channel)) return { code: 'RECEIPT_BY_CONFIRMATION', message: '该渠道以双方确认之日（平常信函以与申请人确认之日）为收到申请之日，请在登记时填写确认之日。', field: 'input.receivedOn', facts: { channel: input.channel } };
  const date = input.receivedOn ?? facts.today;
  return notInFuture('input.receivedOn', date, facts.today) ?? (daysBetween(date, facts.today) > 366 ? { code: 'DATE_TOO_OLD', message: '收到之日距今超过一年，请核对。', field: 'input.receivedOn', facts: { date } } : null);
}, { readsInput: true });

/** The last day that any clock of this round has seen, up to an event: a payment, an answer, an extension. Null: none. */
export const lastOnClocks = (state: RequestState, before = Infinity): LocalDate | null =>
  state.effects.filter(({ round, seq }) => round === state.round && seq < before).map(({ on }) => on).sort().at(-1) ?? null; // ISO days: by text is by time

/**
 * Service is proved by the day of signature or of posting (CAL-09): not in the future, not before the sign-off that counts (what was sent back
 * is signed again), nor before what was done in this round since: nobody is answered while he still has to pay, or a third party to be heard.
 */
export const serviceDateFits = guard<RequestState, { servedOn?: LocalDate }>('serviceDateFits', 'A1-17-4', ({ state, input, facts }) => {
  const date = input.servedOn ?? facts.today;
  const field = 'input.servedOn';
  const signedOff = state.signatures.findLast((signature) => signature.as === 'DISCLOSURE_DEPUTY' && signature.round === state.round)?.on;
  if (signedOff !== undefined && date < signedOff) return { code: 'DATE_BEFORE_SIGN_OFF', message: `送达之日不能早于签发之日（${chineseDate(signedOff)}）。`, field, facts: { signedOff } };
  const earliest = lastOnClocks(state);
  if (earliest !== null && date < earliest) return { code: 'DATE_OUT_OF_ORDER', message: `送达之日不能早于签发后补正、缴费、延期、征求意见等办理之日（${chineseDate(earliest)}）。`, field, facts: { earliest } };
  return notInFuture(field, date, facts.today);
}, { readsInput: true });

const isOnline = (means: MeansOfService | null): boolean => means === 'ONLINE' || means === 'EMAIL';

/**
 * Served by the means asked for, or by another with a reason (DEC-09). Through the internet only where that was asked for: the letter
 * names the online channel of reconsideration then, and only then (SRV-03).
 */
export const meansAsAsked = guard<RequestState, { means: MeansOfService; reasons?: unknown }>('meansAsAsked', 'A2-14', ({ state, input }) => {
  if (state.means === null || input.means === state.means) return null;
  const facts = { asked: state.means, means: input.means };
  if (isOnline(input.means) && !isOnline(state.means)) return { code: 'ONLINE_SERVICE_NOT_ASKED', message: '申请人未选择通过互联网获取，答复书未写明行政复议的互联网渠道，不能以该方式送达。', field: 'input.means', facts };
  return input.reasons === undefined ? { code: 'MEANS_NOT_AS_ASKED', message: `申请人要求的获取途径为“${MEANS_OF_SERVICE[state.means]}”；以其他方式送达的，请说明理由。`, field: 'input.reasons', facts } : null;
}, { readsInput: true });

/** What went by post is proved by the day of posting and the postal receipt: that day is the day of the reply (A1-17-4; SRV-01). */
export const postingProved = guard<RequestState, { servedOn?: LocalDate; means: MeansOfService; proof?: unknown }>('postingProved', 'A1-17-4', ({ input }) => {
  if (input.means !== 'POST') return null;
  if (input.servedOn === undefined) return { code: 'POSTING_DAY_MISSING', message: '以邮寄方式送达的，以交邮之日为答复之日，请填写交邮之日。', field: 'input.servedOn' };
  return input.proof === undefined ? { code: 'POSTING_PROOF_MISSING', message: '以邮寄方式送达的，请填写邮寄凭证（邮件号码）。', field: 'input.proof' } : null;
}, { readsInput: true });

/** One lead division, any supporting ones, all of them in being, none twice (A1-16, A2-8). */
export const divisionsFit = guard<RequestState, { leadDivisionId: string; supportingDivisionIds?: readonly string[] }>('divisionsFit', 'A2-8', ({ input, facts }) => {
  const named = [input.leadDivisionId, ...(input.supportingDivisionIds ?? [])];
  const unknown = named.find((id) => !divisionExists(facts.organisation, id, facts.today));
  if (unknown !== undefined) return { code: 'UNKNOWN_DIVISION', message: `没有这个处室：${unknown}。`, field: unknown === input.leadDivisionId ? 'input.leadDivisionId' : 'input.supportingDivisionIds', facts: { division: unknown } };
  if (new Set(named).size !== named.length) return { code: 'DIVISION_TWICE', message: '牵头处室和配合处室不能重复。', field: 'input.supportingDivisionIds' };
  return null;
}, { readsInput: true });

/** The lead cannot submit until every supporting division has answered, or was excused with a reason (A2-11). */
export const contributionsComplete = guard<RequestState>('contributionsComplete', 'A2-11', ({ state, facts }) => {
  const missing = subjectsOf(state, 'contribution').filter(({ position }) => position === 'ASKED').map(({ subject }) => subject);
  const names = missing.map((id) => findDivision(facts.organisation, id)?.name ?? id);
  return missing.length === 0 ? null : { code: 'CONTRIBUTIONS_MISSING', message: `配合处室尚未提供答复材料：${names.join('、')}。`, facts: { missing: missing.join(' ') } };
});

/** Who drafted never approves (A2-11; separation of duties). */
export const notTheDrafter = guard<RequestState>('notTheDrafter', 'A2-11', ({ state, actor }) =>
  actor.kind === 'OFFICER' && state.drafters.includes(actor.personId) ? { code: 'SEPARATION_OF_DUTIES', message: '您是本答复意见的拟制人，不得审核自己拟制的意见；请由他人审核。', facts: { drafter: actor.personId } } : null);

export const isMajor = guard<RequestState>('isMajor', 'A1-17-3', ({ state }) => (state.proposal?.isMajor ? null : { code: 'NOT_MAJOR', message: '本件未列为重大依申请公开事项，不需报厅主要负责人批准。' }));

/** A major case goes to the principal leader before the office makes its letter (DEC-12). */
export const principalHasApproved = guard<RequestState>('principalHasApproved', 'A1-17-3', ({ state }) =>
  state.proposal?.isMajor && state.positions['request'] !== 'PRINCIPAL_APPROVED' ? { code: 'PRINCIPAL_APPROVAL_MISSING', message: '重大依申请公开事项须先报厅主要负责人批准。' } : null);

export const isSealed = guard<RequestState>('isSealed', 'A2-11', ({ state }) => (state.sealed ? null : { code: 'NOT_SEALED', message: '答复书尚未加盖公章，不能送达。' }));
export const notYetSealed = guard<RequestState>('notYetSealed', 'A2-11', ({ state }) => (state.sealed ? { code: 'ALREADY_SEALED', message: '答复书已加盖公章。' } : null));

/** Each decided item is a lawful combination and carries what its outcome must (A2-12; DEC-01, DEC-02). */
export const itemsLawful = guard<RequestState, { items: readonly DecidedItem[] }>('itemsLawful', 'A2-12', ({ state, input, facts }) => {
  if (input.items.length === 0) return { code: 'NO_OUTCOME', message: '至少应对一项申请内容作出处理意见。', field: 'input.items' };
  const on = state.lawOn ?? facts.today;
  for (const [index, item] of input.items.entries()) {
    const field = `input.items.${index}`;
    const outcome = findOutcomeOn(facts.law, item.outcome, on);
    // 其他处理 comes about by a lapse or by the applicant, never by a reply.
    if (outcome === null || outcome.reportRow.startsWith('OTHER')) return { code: 'UNKNOWN_OUTCOME', message: `没有这种处理结果：${item.outcome}。`, field: `${field}.outcome` };
    if (item.ground !== null && findGroundOn(facts.law, item.ground, on) === null) return { code: 'UNKNOWN_GROUND', message: `没有这种不予公开的理由：${item.ground}。`, field: `${field}.ground` };
    if (!lawfulCombination(facts.law, item.outcome, item.ground, on)) {
      return { code: 'UNLAWFUL_COMBINATION', message: item.ground === null ? `“${outcome.label}”须写明不予公开的理由及依据。` : `“${outcome.label}”不能以该理由作出。`, field: `${field}.ground`, clause: outcome.clauses[0] ?? 'A2-12', facts: { outcome: item.outcome, ground: item.ground } };
    }
    if (item.thirdPartyRight !== undefined && item.ground !== 'THIRD_PARTY_RIGHTS') return { code: 'RIGHT_WITHOUT_GROUND', message: '只有以保护第三方合法权益为由不予公开的，才写明商业秘密或者个人隐私。', field: `${field}.thirdPartyRight`, clause: 'A1-7-3' };
    if (item.outcome === 'ALREADY_PUBLISHED' && item.disclosureId === null) return { code: 'DISCLOSURE_MISSING', message: '告知已主动公开的，须指明该信息的获取方式和途径（所在的公开条目）。', field: `${field}.disclosureId`, clause: 'A2-12-1' };
    if (item.outcome === 'OTHER_AGENCY' && item.agencyId !== null && !facts.organisation.agencies.some((agency) => agency.id === item.agencyId)) return { code: 'UNKNOWN_AGENCY', message: `机关名录中没有：${item.agencyId}。`, field: `${field}.agencyId`, clause: 'A2-12-5' };
    if (item.outcome === 'REPEATED' && item.earlierRequestId === null) return { code: 'EARLIER_REQUEST_MISSING', message: '重复申请须指明此前已答复的申请。', field: `${field}.earlierRequestId`, clause: 'A2-12-6' };
  }
  return null;
}, { readsInput: true });
