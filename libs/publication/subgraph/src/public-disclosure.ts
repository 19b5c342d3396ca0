import { dateOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { readPackage } from '@disclosure/platform-gate';
import type { Platform } from '@disclosure/platform-persistence';
import { VALIDITY_LABELS } from '@disclosure/publication-domain';
import type { Validity } from '@disclosure/publication-domain';
import { publicFileToken } from './public-file.ts';

/** An item that is out, as anybody may read it: register facts, and the words that were cleared. */
export interface PublicDisclosure {
  readonly kind: 'LIVE';
  readonly title: string; readonly summary: string; readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly url: string }[];
  readonly indexNumber: string; readonly documentNumber: string | null; readonly validity: string;
  readonly formedOn: LocalDate; readonly documentDatedOn: LocalDate | null; readonly publishedOn: LocalDate; readonly firstPublishedOn: LocalDate;
  /** From the section's part down to the category. */
  readonly cataloguePath: readonly string[];
  readonly division: string; readonly agency: string;
}
/** What stays at the address of an item that was withdrawn. */
export interface PublicTombstone { readonly kind: 'WITHDRAWN'; readonly indexNumber: string; readonly withdrawnOn: LocalDate; readonly agency: string }

interface Row {
  readonly index_number: string; readonly document_number: string | null; readonly validity: Validity; readonly formed_on: LocalDate; readonly document_dated_on: LocalDate | null; readonly published_on: LocalDate;
  readonly first_published_on: LocalDate; readonly division_id: string; readonly category_ids: readonly string[]; readonly bytes: Buffer;
}

/** What is at a public address (`/d/…`) now, read as the public's own role through a live release; null where there is and was nothing. */
export async function readPublicDisclosure(platform: Platform, address: string): Promise<PublicDisclosure | PublicTombstone | null> {
  const { publicReader: q } = platform.database.context('publication');
  const books = platform.books.forPublic;
  const organisation = await books.organisation(q, (await books.current(q)).organisation);
  const agency = organisation.agencies.find(({ isOwn }) => isOwn)?.name ?? '';
  const [row] = await q.query<Row>(
    `SELECT d.index_number, d.document_number, d.validity, d.formed_on, d.document_dated_on, d.published_on, d.first_published_on, d.division_id, d.category_ids, t.bytes
     FROM publication.live_disclosure d JOIN publication.live_text t ON t.release_id = d.release_id WHERE d.address = $1 AND (d.expires_on IS NULL OR d.expires_on >= $2)`,
    [address, dateOf(await platform.clock.now(q))]);
  if (!row) {
    const [gone] = await q.query<{ index_number: string; withdrawn_on: LocalDate }>('SELECT index_number, withdrawn_on FROM publication.tombstone WHERE address = $1', [address]);
    return gone ? { kind: 'WITHDRAWN', indexNumber: gone.index_number, withdrawnOn: gone.withdrawn_on, agency } : null;
  }
  const { title, summary, body, attachments } = readPackage(row.bytes);
  const path = await q.query<{ name: string }>(
    `WITH RECURSIVE above AS (SELECT id, parent_id, name, 0 AS depth FROM publication.catalogue WHERE id = $1
       UNION ALL SELECT c.id, c.parent_id, c.name, a.depth + 1 FROM publication.catalogue c JOIN above a ON c.id = a.parent_id)
     SELECT name FROM above ORDER BY depth DESC`, [row.category_ids[0] ?? '']);
  return {
    kind: 'LIVE', title, summary, body, attachments: attachments.map(({ name, digest }) => ({ name, url: `/files/${publicFileToken(row.index_number, digest)}` })),
    indexNumber: row.index_number, documentNumber: row.document_number, validity: VALIDITY_LABELS[row.validity], formedOn: row.formed_on, documentDatedOn: row.document_dated_on,
    publishedOn: row.published_on, firstPublishedOn: row.first_published_on, cataloguePath: path.map(({ name }) => name),
    division: organisation.divisions.find(({ id }) => id === row.division_id)?.name ?? '', agency,
  };
}
