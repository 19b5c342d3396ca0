import type { ContentPackage } from '@disclosure/contracts';
import { publicFileToken } from '../public-file.ts';
import type { PublicationContext } from '../publication.context.ts';
import { releasedContents, workingContents } from './disclosure.loader.ts';
import type { VisibleDisclosure } from './disclosure.loader.ts';

/** What field resolvers are given beside the plain fields. */
export interface DisclosureShape { readonly id: string; readonly seen: VisibleDisclosure }

/** A disclosure as the graph's object: what is out comes first, what is being worked on only fills in where nothing is out. */
export function disclosureShape(seen: VisibleDisclosure): DisclosureShape & Readonly<Record<string, unknown>> {
  const { id, live, tombstone, working } = seen;
  const facts = live ?? (tombstone ? null : working);
  return {
    id, seen,
    indexNumber: (live ?? tombstone)?.index_number ?? null,
    address: (live ?? tombstone)?.address ?? null,
    state: working?.stage ?? (tombstone ? 'WITHDRAWN' : 'PUBLISHED'),
    isLive: live !== null,
    route: working?.route ?? null,
    division: facts ? { id: facts.division_id } : null,
    documentNumber: facts?.document_number ?? null,
    formedOn: live ? live.formed_on : tombstone ? null : (working?.formed_on ?? working?.signed_off_on ?? null),
    documentDatedOn: facts?.document_dated_on ?? null,
    publishedOn: live?.published_on ?? null,
    firstPublishedOn: (live ?? tombstone)?.first_published_on ?? null,
    withdrawnOn: tombstone?.withdrawn_on ?? null,
    withdrawnClause: tombstone?.withdrawn_clause ?? null,
    validity: facts?.validity ?? null,
    extent: facts?.extent ?? null,
    mode: facts?.mode ?? null,
    ground: working?.ground ?? null,
    reasons: working?.reasons ?? null,
    isMajorSensitive: working?.is_major_sensitive ?? null,
    originRequests: working?.origin_requests ?? [],
    version: working?.version ?? null,
    digest: live ? live.digest : tombstone ? null : (working?.digest ?? null),
  };
}

/** The package that a viewer reads of a disclosure: what was released; where nothing is out, for officers, what is proposed; of a withdrawn item nothing. */
export async function contentOf({ live, tombstone, working }: VisibleDisclosure, context: PublicationContext): Promise<ContentPackage | null> {
  if (live) return releasedContents(context).load(live.release_id);
  return tombstone || !working?.digest ? null : workingContents(context).load(working.digest);
}

/** A package's files: lasting addresses for what is public, for a while for what is not. */
export const attachmentShapes = (content: ContentPackage | null, { id, live }: VisibleDisclosure, context: PublicationContext, isOut = live !== null): object[] =>
  (content?.attachments ?? []).map((file) => ({ ...file, url: live === null || !isOut ? context.services.files.temporaryUrl({ ...file, context: 'publication', actor: context.actor, recordId: id }) : `/files/${publicFileToken(live.index_number, file.digest)}` }));

export const keywordsOf = (content: ContentPackage | null): string[] => (content?.blocks['keywords'] ?? '').split('\n').filter((word) => word !== '');
