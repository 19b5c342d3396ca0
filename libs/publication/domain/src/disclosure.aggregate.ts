import type { LocalDate } from '@disclosure/kernel';
import { assertWorkflow, emptyState } from '@disclosure/workflow';
import type { Aggregate, StoredEvent } from '@disclosure/workflow';
import { disclosureRoles } from './disclosure.roles.ts';
import type { ContentInput, DisclosureState, ProposeInput, PublishedVersion } from './disclosure.type.ts';
import { disclosureTable, releaseTable } from './disclosure.workflow.ts';

function initial(id: string): DisclosureState {
  return {
    ...emptyState(id),
    divisionId: '', route: null, extent: null, mode: null, ground: null, isMajorSensitive: false, digest: null, digests: [], documentNumber: null, formedOn: null, documentDatedOn: null,
    signedOffOn: null, categoryIds: [], validity: 'IN_FORCE', originRequests: [], drafters: [], kind: 'FIRST', changedOn: null, clockEnded: false, indexNumber: null, address: null, releases: [], withdrawnOn: null,
  };
}

const authorOf = (event: StoredEvent): readonly string[] => (event.actor.kind === 'OFFICER' ? [event.actor.personId] : []);

/** What a proposal, correction or change says; what it leaves out stays as it was for register facts, and is open for the attribute. */
function withContent(state: DisclosureState, event: StoredEvent, drafters: readonly string[]): DisclosureState {
  const content = event.payload as unknown as ContentInput;
  return {
    ...state,
    extent: content.extent ?? null,
    mode: content.mode ?? null,
    ground: content.ground ?? null,
    isMajorSensitive: content.isMajorSensitive ?? false,
    digest: content.digest,
    digests: [...state.digests.filter((digest) => digest !== content.digest), content.digest],
    documentNumber: content.documentNumber ?? state.documentNumber,
    formedOn: content.formedOn ?? state.formedOn,
    documentDatedOn: content.documentDatedOn ?? state.documentDatedOn,
    categoryIds: content.categoryIds,
    validity: content.validity ?? state.validity,
    drafters: [...new Set([...drafters, ...authorOf(event)])],
  };
}

/** The clock of this round has been ended by the choice this event makes. */
const endsClock = (event: StoredEvent): boolean => event.effects.some(({ limit, effect }) => limit === 'T07' && effect === 'STOP');

function evolve(before: DisclosureState, event: StoredEvent): DisclosureState {
  const state = before.lawOn === null ? { ...before, lawOn: event.effectiveOn } : before;
  const { payload } = event;
  switch (event.type) {
    case 'DisclosureOpened':
      return { ...state, divisionId: payload['divisionId'] as string, originRequests: payload['originRequests'] as readonly string[] };
    case 'DisclosureProposed': {
      const { route, divisionId } = payload as unknown as ProposeInput;
      return { ...withContent(state, event, state.drafters), route, divisionId, clockEnded: state.clockEnded || endsClock(event) };
    }
    case 'DisclosureAttributeChosen':
      return {
        ...state, extent: payload['extent'] as DisclosureState['extent'], mode: payload['mode'] as DisclosureState['mode'], ground: (payload['ground'] as string | undefined) ?? null,
        isMajorSensitive: (payload['isMajorSensitive'] as boolean | undefined) ?? state.isMajorSensitive, clockEnded: state.clockEnded || endsClock(event),
      };
    // The first signature fixes the day: signing once more, after new content or for a new version, forms nothing anew.
    case 'DisclosureApprovedByDeputy':
      return { ...state, signedOffOn: state.signedOffOn ?? event.effectiveOn };
    case 'DocumentSignedOff':
      return {
        ...state, signedOffOn: state.signedOffOn ?? event.effectiveOn, documentNumber: (payload['documentNumber'] as string | undefined) ?? state.documentNumber,
        documentDatedOn: (payload['documentDatedOn'] as LocalDate | undefined) ?? state.documentDatedOn ?? event.effectiveOn,
      };
    case 'DisclosureCorrected':
      return { ...withContent(state, event, []), kind: 'CORRECTION', changedOn: null, clockEnded: false };
    case 'DisclosureChanged':
      return { ...withContent(state, event, []), kind: 'CHANGE', changedOn: payload['changedOn'] as LocalDate, clockEnded: false };
    case 'DisclosurePublished': {
      const version = payload['version'] as unknown as PublishedVersion;
      return { ...state, indexNumber: payload['indexNumber'] as string, address: payload['address'] as string, releases: [...state.releases, version] };
    }
    case 'DisclosureWithdrawn':
      return { ...state, withdrawnOn: event.effectiveOn };
    default:
      return state;
  }
}

/** The root entity `Disclosure` (主动公开信息). Throws at load when a table is unsound. */
export const disclosureAggregate: Aggregate<DisclosureState> = assertWorkflow({
  name: 'Disclosure',
  context: 'publication',
  tables: [disclosureTable, releaseTable],
  initial,
  evolve,
  roles: disclosureRoles,
  principalLimit: 'T07',
});
