import { action, defineWorkflow } from '@disclosure/workflow';
import { lead } from './conditions.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';
import { REPLIED_STAGES } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }

/** The applicant disagrees with the reply, the division that wrote it explains (A1-18). No remedy is used up by it, no clock moves. */
export const contestTable = defineWorkflow<RequestState>({
  name: 'contest',
  kind: 'SIDE',
  title: '对答复的异议',
  positions: { CONTESTED: { title: '待解释' }, EXPLAINED: { title: '已解释', terminal: true } },
  actions: {
    contestReply: action<RequestState, { objection: Ref }>({
      title: '对答复的异议', sentence: '对答复有异议的，由承办（牵头）处室负责解释；不影响申请行政复议、提起行政诉讼的期限。',
      from: ['NONE', 'EXPLAINED'], to: ['CONTESTED'], while: [{ table: 'request', in: REPLIED_STAGES }], by: ['APPLICANT', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [], effects: [], event: 'ReplyContested', clause: 'A1-18',
    }),
    explainReply: action<RequestState, { explanation: Ref }>({
      title: '解释', sentence: '承办（牵头）处室向申请人书面解释答复。',
      from: ['CONTESTED'], to: ['EXPLAINED'], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [], effects: [], event: 'ReplyExplained', letter: 'ReplyExplanation', clause: 'A1-18',
    }),
  },
});

export const contestFolds: Folds = {
  ReplyContested: (state, event) => ({ ...state, contests: [...state.contests, { round: event.round, contestedOn: event.effectiveOn, explainedOn: null }] }),
  ReplyExplained: (state, event) => ({ ...state, contests: state.contests.map((contest) => (contest.explainedOn === null ? { ...contest, explainedOn: event.effectiveOn } : contest)) }),
};
