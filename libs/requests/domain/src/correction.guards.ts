import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { divisionExists } from '@disclosure/organisation';
import { guard } from '@disclosure/workflow';
import type { CorrectionFinding, CorrectionState } from './correction.state.ts';
import type { SubmissionChannel } from './vocabulary.ts';

/** The public submits online; what comes by another way is entered by the office. */
export const correctionChannelFits = guard<CorrectionState, { channel: SubmissionChannel }>('correctionChannelFits', 'A2-5', ({ input, actor }) =>
  actor.kind !== 'OFFICER' && input.channel !== 'ONLINE' ? { code: 'CHANNEL_NOT_YOURS', message: '网上提交的申请，提交方式为“在线申请”；其他方式由厅公开办登记。', field: 'input.channel' } : null, { readsInput: true });

/** The day it was received: not in the future, not before it was submitted. */
export const correctionReceiptFits = guard<CorrectionState, { receivedOn?: LocalDate }>('correctionReceiptFits', 'A2-19', ({ state, input, facts }) => {
  const date = input.receivedOn ?? facts.today;
  const field = 'input.receivedOn';
  if (date > facts.today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(date)}在今天（${chineseDate(facts.today)}）之后。`, field, facts: { date, today: facts.today } };
  return state.submittedOn !== null && state.channel === 'ONLINE' && date < state.submittedOn ? { code: 'DATE_BEFORE_SUBMISSION', message: `收到之日不能早于提交之日（${chineseDate(state.submittedOn)}）。`, field, facts: { submittedOn: state.submittedOn } } : null;
}, { readsInput: true });

export const verifyingDivisionExists = guard<CorrectionState, { leadDivisionId: string }>('verifyingDivisionExists', 'A2-19', ({ input, facts }) =>
  divisionExists(facts.organisation, input.leadDivisionId, facts.today) ? null : { code: 'UNKNOWN_DIVISION', message: `没有这个处室：${input.leadDivisionId}。`, field: 'input.leadDivisionId', facts: { division: input.leadDivisionId } }, { readsInput: true });

const FOUND: Readonly<Record<CorrectionFinding, string>> = { INACCURATE: '经核实不准确，应当更正', ACCURATE: '经核实准确，不需更正', NOT_OURS: '不属于本机关有权更正，应当告知或者转送有权更正的机关' };

/** What follows is what verification found: corrected where it is wrong, declined where it is right, directed where it is not ours. */
export const follows = (finding: CorrectionFinding) => guard<CorrectionState>(`follows${finding}`, 'R-41', ({ state }) =>
  state.finding === null || state.finding === finding ? null : { code: 'NOT_AS_VERIFIED', message: `该信息${FOUND[state.finding]}。`, facts: { finding: state.finding } });

/** Who verified does not decide alone. */
export const notTheVerifier = guard<CorrectionState>('notTheVerifier', 'A2-19', ({ state, actor }) =>
  actor.kind === 'OFFICER' && actor.personId === state.verifiedBy ? { code: 'SEPARATION_OF_DUTIES', message: '您是本件的核实人，应由他人决定。', facts: { verifier: actor.personId } } : null);

/** Another agency of the directory: one that can be told of and turned to. */
export const competentAgencyKnown = guard<CorrectionState, { agencyId: string }>('competentAgencyKnown', 'R-41', ({ input, facts }) => {
  const agency = facts.organisation.agencies.find(({ id }) => id === input.agencyId);
  return agency && !agency.isOwn ? null : { code: 'UNKNOWN_AGENCY', message: agency ? '该机关就是本机关。' : `机关名录中没有：${input.agencyId}。`, field: 'input.agencyId', facts: { agencyId: input.agencyId } };
}, { readsInput: true });
