import type { Outgoing, Shell } from '@disclosure/platform-persistence';
import { disclosureAggregate } from '@disclosure/publication-domain';
import type { AttributeInput, DisclosureState } from '@disclosure/publication-domain';
import type { StoredEvent } from '@disclosure/workflow';
import type { PublicationServices } from '../publication.services.ts';
import { prepareContent } from './content.ts';
import type { ContentWanted } from './content.ts';
import { disclosureNotices } from './notices.ts';
import { projectDisclosure } from './project.ts';
import { completePublication } from './publish-disclosure.use-case.ts';

type AttributeWanted = Omit<AttributeInput, 'reasons'> & { readonly reasons?: string };

function published(event: StoredEvent, after: DisclosureState): readonly Outgoing[] {
  const address = after.address as string;
  if (event.type === 'DisclosurePublished') return [{ type: 'DisclosurePublished', data: { disclosureId: after.id, digest: after.digest as string, address, originRequests: after.originRequests } }];
  if (event.type === 'DisclosureWithdrawn') return [{ type: 'DisclosureWithdrawn', data: { disclosureId: after.id, address } }];
  return [];
}

/** The shell around `Disclosure`: content goes to the gate, numbers and releases are given, rows are written. */
export function disclosureShell(services: PublicationServices): Shell<DisclosureState> {
  const content: NonNullable<Shell<DisclosureState>['prepare']>[string] = (input: ContentWanted, stash, scope) => prepareContent(services, input, stash, scope);
  return {
    aggregate: disclosureAggregate,
    prepare: {
      proposeDisclosure: content,
      correctDisclosure: content,
      changeDisclosure: content,
      chooseDisclosureAttribute: ({ reasons, ...rest }: AttributeWanted, stash) => ({ ...rest, ...(reasons === undefined ? {} : { reasons: stash.text('reasons', reasons.trim()) }) }),
      withdrawDisclosure: ({ reasons, clause }: { reasons: string; clause: string }, stash) => ({ clause, reasons: stash.text('withdrawal', reasons.trim()) }),
    },
    complete: async (step) => (step.event.type === 'DisclosurePublished' ? completePublication(step) : step.event),
    project: projectDisclosure,
    publish: published,
    notices: disclosureNotices,
  };
}
