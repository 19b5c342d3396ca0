import type { PublishedData, PublishedEvent } from '@disclosure/contracts';
import { executeIn, loadEvents } from '@disclosure/platform-persistence';
import type { Consumer, Shell } from '@disclosure/platform-persistence';
import { disclosureAggregate } from '@disclosure/publication-domain';
import type { DisclosureState } from '@disclosure/publication-domain';
import { fold, positionIn } from '@disclosure/workflow';

/** Requested information that a division confirmed as proactive (A2-21) opens an item of its own, which awaits its content. */
const openPromoted = (shell: Shell<DisclosureState>): Consumer => ({
  name: 'publication.promotions',
  context: 'publication',
  types: ['PromotionConfirmed'],
  handle: async (tx, event, platform) => {
    const { requestIds, digest, leadDivisionId } = event.data as PublishedData['PromotionConfirmed'];
    await executeIn(tx, platform, shell, {
      actor: { kind: 'TIMER' }, commandId: event.id, action: 'openDisclosure', streamId: null, input: { divisionId: leadDivisionId, originRequests: [...requestIds], originDigest: digest },
    });
  },
});

/**
 * A revoked clearance has ended its releases at the gate already, in its own transaction; here the record learns of it, so that its
 * officers see why nothing is out and can publish again under a new clearance. Only the current version's clearance concerns the record.
 */
const noteRevocations = (shell: Shell<DisclosureState>): Consumer => ({
  name: 'publication.revocations',
  context: 'publication',
  types: ['ClearanceRevoked'],
  handle: async (tx, event: PublishedEvent, platform) => {
    const { clearanceId, subject } = event.data as PublishedData['ClearanceRevoked'];
    if (subject.kind !== 'DISCLOSURE') return;
    const state = fold(disclosureAggregate, subject.id, await loadEvents(tx, 'publication', subject.id, shell.upcast));
    if (positionIn(state, 'release') !== 'PUBLISHED' || state.releases.at(-1)?.clearanceId !== clearanceId) return;
    await executeIn(tx, platform, shell, { actor: { kind: 'TIMER' }, commandId: event.id, action: 'recordClearanceRevoked', streamId: subject.id, input: { clearanceId } });
  },
});

/** What this context takes from others. */
export const publicationConsumers = (shell: Shell<DisclosureState>): readonly Consumer[] => [openPromoted(shell), noteRevocations(shell)];
