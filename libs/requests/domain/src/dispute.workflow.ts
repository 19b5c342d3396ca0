import { action, defineWorkflow } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { noHold } from './conditions.ts';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import { divisionsFit } from './request.guards.ts';
import type { RequestState } from './request.state.ts';

interface Ref { readonly [key: string]: string }
interface Decided { readonly leadDivisionId: string; readonly supportingDivisionIds?: readonly string[]; readonly leadersOpinion: Ref }

const chosen = ({ input }: Attempt<RequestState, Decided>): readonly string[] => input.supportingDivisionIds ?? [];
const askedOf = (state: RequestState, division: string): string => state.positions[`contribution:${division}`] ?? 'NONE';
/** Divisions that support now and have nothing to do with it so far, or were excused. */
const newlyAsked = (attempt: Attempt<RequestState, Decided>): readonly string[] => chosen(attempt).filter((division) => ['NONE', 'WAIVED'].includes(askedOf(attempt.state, division)));
/** Divisions of which material was asked and that do not support any more. */
const noLonger = (attempt: Attempt<RequestState, Decided>): readonly string[] => attempt.state.supportingDivisions.filter((division) => !chosen(attempt).includes(division) && askedOf(attempt.state, division) === 'ASKED');

/** A division says that the request is not its own (A2-8, REQ-13); the office asks the department's leaders and decides again. Meanwhile nothing is drafted. */
export const disputeTable = defineWorkflow<RequestState>({
  name: 'dispute',
  kind: 'SIDE',
  title: '分工异议',
  positions: { DISPUTED: { title: '待再次确定分工' }, DECIDED: { title: '已再次确定分工', terminal: true } },
  actions: {
    disputeAssignment: action<RequestState, { reasons: Ref }>({
      title: '对分工有不同意见', sentence: '承办处室对分工有不同意见的，尽快向厅公开办提出；再次确定分工前暂不拟制答复意见，答复期限不中止。',
      from: ['NONE', 'DECIDED'], to: ['DISPUTED'], while: [...noHold, { table: 'request', in: ['ASSIGNED'] }], by: ['CASE_HANDLER', 'DIVISION_HEAD'], guards: [], effects: [], event: 'AssignmentDisputed', clause: 'A2-8', rules: ['REQ-13'],
    }),
    decideAssignment: action<RequestState, Decided>({
      title: '再次确定分工', sentence: '厅公开办请示厅领导后再次确定牵头处室和配合处室；收到申请之日不变。',
      from: ['DISPUTED'], to: ['DECIDED'], while: [{ table: 'request', in: ['ASSIGNED'] }], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [divisionsFit], effects: [],
      moves: [
        { table: 'contribution', to: 'ASKED', subjects: newlyAsked, when: (attempt) => newlyAsked(attempt).length > 0 },
        { table: 'contribution', to: 'WAIVED', subjects: noLonger, when: (attempt) => noLonger(attempt).length > 0 },
      ],
      event: 'AssignmentDecided', letter: 'AssignmentSheet', clause: 'A2-8', rules: ['REQ-13'],
    }),
  },
});

export const disputeFolds: Folds = {
  AssignmentDecided: (state, event) => {
    const { leadDivisionId, supportingDivisionIds } = said<Decided>(event);
    return { ...state, leadDivision: leadDivisionId, supportingDivisions: supportingDivisionIds ?? [] };
  },
};
