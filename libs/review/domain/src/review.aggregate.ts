import { assertWorkflow, emptyState } from '@disclosure/workflow';
import type { Aggregate, StoredEvent } from '@disclosure/workflow';
import { reviewRoles } from './review.roles.ts';
import type { DeterminationResult, ReviewAnswer, ReviewFinding, ReviewState } from './review.type.ts';
import { reviewWorkflow } from './review.workflow.ts';
import { clearanceWorkflow, lateClassificationWorkflow, reminderWorkflow, rightsHolderWorkflow, sensitivityWorkflow } from './side.workflow.ts';

function initial(id: string): ReviewState {
  return {
    ...emptyState(id),
    digest: '', extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subject: { kind: 'DISCLOSURE', id: '' }, divisionId: '', authorId: null, roundOpenedOn: null,
    concernsRightsHolder: false, ground: null, expiresOn: null, findings: [], answers: null, determination: null, referredOutsideOn: null, mustRefer: false, clearances: [],
  };
}

const authorOf = (event: StoredEvent): string | null => (event.actor.kind === 'OFFICER' ? event.actor.personId : null);
const reached = (event: StoredEvent, table: string, to: string): boolean => event.moves.some((move) => move.table === table && move.to === to);

/** A clearance is granted by whichever approval leads there, revoked by whatever moves it so. */
function withClearances(state: ReviewState, event: StoredEvent): ReviewState {
  if (reached(event, 'clearance', 'VALID')) {
    const id = event.payload['clearanceId'] as string;
    return { ...state, clearances: [...state.clearances, { id, round: event.round, clearedOn: event.effectiveOn, revokedSeq: null }] };
  }
  if (!reached(event, 'clearance', 'REVOKED')) return state;
  return { ...state, clearances: state.clearances.map((clearance) => ({ ...clearance, revokedSeq: clearance.revokedSeq ?? event.seq })) };
}

function evolve(before: ReviewState, event: StoredEvent): ReviewState {
  const state = withClearances(before, event);
  const { payload } = event;
  switch (event.type) {
    case 'ReviewOpened':
      return {
        ...state,
        lawOn: event.effectiveOn,
        digest: payload['digest'] as string,
        extent: payload['extent'] as ReviewState['extent'],
        mode: payload['mode'] as ReviewState['mode'],
        audience: payload['audience'] as ReviewState['audience'],
        subject: { kind: payload['subjectKind'] as ReviewState['subject']['kind'], id: payload['subjectId'] as string },
        divisionId: payload['divisionId'] as string,
        authorId: authorOf(event),
        roundOpenedOn: event.effectiveOn,
        concernsRightsHolder: payload['concernsRightsHolder'] as boolean,
        mustRefer: payload['mustRefer'] as boolean,
        ground: (payload['ground'] as string | undefined) ?? null,
        expiresOn: (payload['expiresOn'] as ReviewState['expiresOn'] | undefined) ?? null,
        findings: payload['findings'] as unknown as readonly ReviewFinding[],
      };
    case 'ReviewReopened':
      return { ...state, authorId: authorOf(event), roundOpenedOn: event.effectiveOn, findings: payload['findings'] as unknown as readonly ReviewFinding[], answers: null, determination: null, referredOutsideOn: null, mustRefer: payload['mustRefer'] as boolean };
    case 'ReviewSigned':
      return { ...state, answers: { content: (payload['contentReview'] as unknown as ReviewAnswer).passed, secrecy: (payload['secrecyReview'] as unknown as ReviewAnswer).passed } };
    case 'ReviewReferredOutside':
      return { ...state, referredOutsideOn: event.effectiveOn };
    case 'DeterminationRecorded':
      return { ...state, determination: payload['result'] as DeterminationResult, ground: (payload['ground'] as string | undefined) ?? state.ground };
    default:
      return state;
  }
}

/** The root entity `ReviewCase` (保密审查). Throws at load when a table is unsound. */
export const reviewCase: Aggregate<ReviewState> = assertWorkflow({
  name: 'ReviewCase',
  context: 'review',
  tables: [reviewWorkflow, sensitivityWorkflow, rightsHolderWorkflow, lateClassificationWorkflow, clearanceWorkflow, reminderWorkflow],
  initial,
  evolve,
  roles: reviewRoles,
  principalLimit: null,
});
