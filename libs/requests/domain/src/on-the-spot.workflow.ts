import { findPerson } from '@disclosure/organisation';
import { action, guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { lead, noHold, undisputed } from './conditions.ts';
import { consultationsConcluded, objectionRespectedOnTheSpot } from './consultation.guards.ts';
import { pageFeeEarnedOnTheSpot } from './fee.guards.ts';
import { bothRemedyDays } from './remedy-days.ts';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import { givesInformation } from './reply-content.guards.ts';
import type { ReplyPart } from './reply-content.guards.ts';
import type { DecidedItem, RequestState } from './request.state.ts';

interface Ref { readonly [key: string]: string }
export interface OnTheSpotInput {
  /** What is public already and was handed over or shown: live disclosures. */
  readonly disclosureIds: readonly string[];
  /** A content package that is cleared for this applicant. */
  readonly digest?: string;
  /** Who replied, with the office: an officer of the division. */
  readonly repliedBy: string;
  readonly given: Ref;
}

/** Something is given, and of it only what the gate lets out (A3-1, A3-8): each piece is a live disclosure or a cleared package. */
const somethingGiven = guard<RequestState, OnTheSpotInput>('somethingGiven', 'A2-9', ({ input }) =>
  input.disclosureIds.length > 0 || input.digest !== undefined ? null : { code: 'NOTHING_GIVEN', message: '当场答复只能提供已主动公开的信息，或者已经审查放行的内容；请指明所提供的信息。', field: 'input.disclosureIds' }, { readsInput: true });

/** Who replied is an officer of the department. */
const repliedByOfficer = guard<RequestState, OnTheSpotInput>('repliedByOfficer', 'A2-9', ({ input, facts }) =>
  findPerson(facts.organisation, input.repliedBy) ? null : { code: 'UNKNOWN_PERSON', message: '没有这位工作人员。', field: 'input.repliedBy' }, { readsInput: true });

const basesOf = ({ facts }: Attempt<RequestState, OnTheSpotInput>, outcome: string): readonly string[] => facts.law.outcomes.find(({ id }) => id === outcome)?.clauses ?? [];
function itemsOf(attempt: Attempt<RequestState, OnTheSpotInput>): readonly DecidedItem[] {
  const item = (outcome: string, disclosureId: string | null): DecidedItem => ({ outcome, ground: null, bases: basesOf(attempt, outcome), disclosureId, agencyId: null, earlierRequestId: null });
  return [...attempt.input.disclosureIds.map((id) => item('ALREADY_PUBLISHED', id)), ...(attempt.input.digest === undefined ? [] : [item('DISCLOSED', null)])];
}

export interface PrepareInput { readonly digest: string; readonly attachments: number; readonly carries: readonly ReplyPart[] }

/** What is made ready is something that can be handed over: text or files. */
const somethingPrepared = guard<RequestState, PrepareInput>('somethingPrepared', 'A2-9', ({ input }) =>
  givesInformation(input.carries) ? null : { code: 'NOTHING_PREPARED', message: '请填写拟当场提供的信息，或者上传附件。', field: 'input.information' }, { readsInput: true });

/** Answering on the spot (A2-9, R-33): rows of the main line. What is not public yet is made ready first, and cleared, while the request stays where it is. */
export const onTheSpotRows = {
  prepareOnTheSpotReply: action<RequestState, PrepareInput>({
    title: '拟备当场提供的信息', sentence: '拟备能够当场提供的信息，送内容审核和保密审查；放行后由厅公开办当场答复。申请所处的阶段和期限不变。',
    from: ['ACCEPTED', 'ASSIGNED'], to: 'SAME', while: [...noHold, ...undisputed], by: ['CASE_HANDLER', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], divisionOf: lead, guards: [somethingPrepared], effects: [],
    payload: ({ input: { digest, attachments } }) => ({ digest, attachments }), event: 'OnTheSpotReplyPrepared', clause: 'A2-9', rules: ['REQ-15', 'PRO-07'],
  }),
  replyOnTheSpot: action<RequestState, OnTheSpotInput>({
    title: '当场答复', sentence: '能够当场答复的，厅公开办商承办处室当场答复并做好记录；只能提供已主动公开或者已经审查放行的信息。',
    from: ['ACCEPTED', 'ASSIGNED'], to: ['SERVED'], while: [...noHold, ...undisputed], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [somethingGiven, repliedByOfficer, consultationsConcluded, objectionRespectedOnTheSpot, pageFeeEarnedOnTheSpot],
    effects: [{ limit: 'T01', effect: 'STOP' }, { limit: 'T03', effect: 'STOP' }, ...bothRemedyDays<OnTheSpotInput>()],
    payload: (attempt) => ({ items: itemsOf(attempt) as never, disclosureIds: attempt.input.disclosureIds, digest: attempt.input.digest, repliedBy: attempt.input.repliedBy, given: attempt.input.given }),
    event: 'RepliedOnTheSpot', letter: 'OnTheSpotRecord', clause: 'A2-9', rules: ['REQ-15', 'DEC-14', 'PRO-07'],
  }),
};

export const onTheSpotFolds: Folds = {
  OnTheSpotReplyPrepared: (state, event) => ({ ...state, prepared: { ...said<Pick<PrepareInput, 'digest' | 'attachments'>>(event), preparedOn: event.effectiveOn, preparedBy: event.actor.kind === 'OFFICER' ? event.actor.personId : '' } }),
  RepliedOnTheSpot: (state, event) => {
    const { items, disclosureIds, digest, repliedBy, clearanceId, releaseId, late } = said<OnTheSpotInput & { items: readonly DecidedItem[]; clearanceId?: string; releaseId?: string; late?: boolean }>(event);
    const draftedBy = event.actor.kind === 'OFFICER' ? event.actor.personId : '';
    return {
      ...state, proposal: { items, isMajor: false, digest: digest ?? '', draftedBy, attachments: state.prepared !== null && state.prepared.digest === digest ? state.prepared.attachments : 0, gives: digest !== undefined }, onTheSpot: { repliedOn: event.effectiveOn, repliedBy, disclosureIds, digest: digest ?? null },
      // Handed over face to face: the record is its own proof.
      servedOn: event.effectiveOn, servedLate: late ?? false, clearanceId: clearanceId ?? null, releaseId: releaseId ?? null, serviceProved: true,
    };
  },
};
