import DataLoader from 'dataloader';
import type { ContentPackage } from '@disclosure/contracts';
import type { LocalDate } from '@disclosure/kernel';
import { parsePackage } from '@disclosure/platform-gate';
import { once } from '@disclosure/platform-graphql';
import { loadStreams } from '@disclosure/platform-persistence';
import type { Queryable } from '@disclosure/platform-persistence';
import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { disclosureAggregate } from '@disclosure/publication-domain';
import type { DisclosureState } from '@disclosure/publication-domain';
import { fold } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import type { PublicationContext } from '../publication.context.ts';

/** What everybody may know of an item that is out. */
export interface LiveRow {
  readonly id: string; readonly index_number: string; readonly address: string; readonly first_published_on: LocalDate; readonly division_id: string; readonly document_number: string | null;
  readonly formed_on: LocalDate; readonly document_dated_on: LocalDate | null; readonly published_on: LocalDate; readonly validity: string; readonly mode: string; readonly extent: string;
  readonly category_ids: readonly string[]; readonly release_id: string; readonly digest: string; readonly clearance_id: string; readonly version: number;
  /** Its text, where it was read along. */
  readonly content?: string;
}
/** What stays of a withdrawn item at its address. */
export interface TombstoneRow { readonly id: string; readonly index_number: string; readonly address: string; readonly first_published_on: LocalDate; readonly withdrawn_on: LocalDate; readonly withdrawn_clause: string }
/** What officers of the division and the offices see of what is being worked on. */
export interface WorkingRow {
  readonly id: string; readonly stage: string; readonly route: string | null; readonly division_id: string; readonly extent: string | null; readonly mode: string | null; readonly ground: string | null;
  readonly reasons: string | null; readonly is_major_sensitive: boolean; readonly digest: string | null; readonly document_number: string | null; readonly formed_on: LocalDate | null;
  readonly document_dated_on: LocalDate | null; readonly signed_off_on: LocalDate | null; readonly changed_on: LocalDate | null; readonly category_ids: readonly string[]; readonly validity: string; readonly kind: string;
  readonly origin_requests: readonly string[]; readonly opened_at: string; readonly version: number;
}
/** A disclosure as one viewer may see it; at least one of the three is there. */
export interface VisibleDisclosure { readonly id: string; readonly live: LiveRow | null; readonly tombstone: TombstoneRow | null; readonly working: WorkingRow | null }

export const LIVE_COLUMNS = 'd.id, d.index_number, d.address, d.first_published_on, d.division_id, d.document_number, d.formed_on, d.document_dated_on, d.published_on, d.validity, d.mode, d.extent, d.category_ids, d.release_id, d.digest, d.clearance_id, d.version';
/** Columns and view of live items, with their text where it will be asked for: one statement less than reading it afterwards. Canonical JSON is UTF-8, so decoding changes no byte. */
export const liveItems = (withText: boolean): { readonly columns: string; readonly from: string } =>
  withText ? { columns: `${LIVE_COLUMNS}, convert_from(d.bytes, 'UTF8') AS content`, from: 'publication.live_item d' } : { columns: LIVE_COLUMNS, from: 'publication.live_disclosure d' };
export const WORKING_COLUMNS = `w.id, w.stage, w.route, w.division_id, w.extent, w.mode, w.ground, t.body AS reasons, w.is_major_sensitive, w.digest, w.document_number, w.formed_on, w.document_dated_on, w.signed_off_on,
  w.changed_on, w.category_ids, w.validity, w.kind, w.origin_requests, w.opened_at, w.version`;
export const WORKING_FROM = 'publication.disclosure w LEFT JOIN publication.free_text t ON t.id = w.reasons_id';

const inOrder = <T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
};

const workingRows = async (context: PublicationContext, q: Queryable, ids: readonly string[]): Promise<(WorkingRow | null)[]> =>
  context.actor.kind === 'OFFICER' ? inOrder(ids, await q.query<WorkingRow>(`SELECT ${WORKING_COLUMNS} FROM ${WORKING_FROM} WHERE w.id = ANY($1)`, [ids]), (row) => row.id) : [];

/** The one way to a disclosure: field, list, search, `_entities` and mutations' answers all look through here, as the viewer's role. */
export const visibleDisclosures = (context: PublicationContext): DataLoader<string, VisibleDisclosure | null> =>
  once(context, 'disclosures', () => new DataLoader<string, VisibleDisclosure | null>(async (ids) => {
    const { today } = await factsOf(context);
    return readAsViewer(context, async (q) => {
      const live = inOrder(ids, await q.query<LiveRow>(`SELECT ${LIVE_COLUMNS} FROM publication.live_disclosure d WHERE d.id = ANY($1) AND (d.expires_on IS NULL OR d.expires_on >= $2)`, [ids, today]), (row) => row.id);
      const others = ids.filter((_id, i) => live[i] === null);
      const tombstones = new Map((others.length === 0 ? [] : await q.query<TombstoneRow>('SELECT id, index_number, address, first_published_on, withdrawn_on, withdrawn_clause FROM publication.tombstone WHERE id = ANY($1)', [others])).map((row) => [row.id, row]));
      const working = await workingRows(context, q, ids);
      return ids.map((id, i) => {
        const seen = { id, live: live[i] ?? null, tombstone: tombstones.get(id) ?? null, working: working[i] ?? null };
        return seen.live || seen.tombstone || seen.working ? seen : null;
      });
    });
  }));

/** Live rows that were read as this viewer, as the viewer sees the disclosures: what the loader would have found, without asking for them again. */
export async function seenLive(context: PublicationContext, q: Queryable, rows: readonly LiveRow[]): Promise<readonly VisibleDisclosure[]> {
  const working = rows.length === 0 ? [] : await workingRows(context, q, rows.map(({ id }) => id));
  return rows.map((live, i) => {
    const seen = { id: live.id, live, tombstone: null, working: working[i] ?? null };
    visibleDisclosures(context).prime(live.id, seen);
    if (live.content !== undefined) releasedContents(context).prime(live.release_id, parsePackage(live.content));
    return seen;
  });
}

/** What is public, byte for byte as cleared, by release. */
export const releasedContents = (context: PublicationContext): DataLoader<string, ContentPackage | null> =>
  once(context, 'released', () => new DataLoader<string, ContentPackage | null>(async (releaseIds) => {
    const rows = await readAsViewer(context, (q) => q.query<{ release_id: string; content: string }>("SELECT release_id, convert_from(bytes, 'UTF8') AS content FROM publication.live_text WHERE release_id = ANY($1)", [releaseIds]));
    return inOrder(releaseIds, rows, (row) => row.release_id).map((row) => row && parsePackage(row.content));
  }));

/** Packages being worked on, by digest: only for records whose working row the viewer has been shown. */
export const workingContents = (context: PublicationContext): DataLoader<string, ContentPackage | null> =>
  once(context, 'working', () => new DataLoader<string, ContentPackage | null>(async (digests) => {
    const rows = await readAsViewer(context, (q) => q.query<{ digest: string; content: string }>("SELECT digest, convert_from(bytes, 'UTF8') AS content FROM gate.content WHERE digest = ANY($1) AND key_id IS NULL", [digests]));
    return inOrder(digests, rows, (row) => row.digest).map((row) => row && parsePackage(row.content));
  }));

export interface VersionRow {
  readonly disclosure_id: string; readonly number: number; readonly kind: string; readonly published_on: LocalDate; readonly changed_on: LocalDate | null; readonly extent: string; readonly release_id: string;
  readonly digest: string; readonly clearance_id: string;
}

/** The versions of items that everybody can read, newest first. */
export const liveVersions = (context: PublicationContext): DataLoader<string, readonly VersionRow[]> =>
  once(context, 'versions', () => new DataLoader<string, readonly VersionRow[]>(async (ids) => {
    const { today } = await factsOf(context);
    const rows = await readAsViewer(context, (q) => q.query<VersionRow>(
      `SELECT disclosure_id, number, kind, published_on, changed_on, extent, release_id, digest, clearance_id FROM publication.live_version
       WHERE disclosure_id = ANY($1) AND (expires_on IS NULL OR expires_on >= $2) AND (item_expires_on IS NULL OR item_expires_on >= $2) ORDER BY number DESC`, [ids, today]));
    return ids.map((id) => rows.filter((row) => row.disclosure_id === id));
  }));

/** The live clearance of a digest for the public, where one was granted: for officers, before anything is out. */
export const clearancesOf = (context: PublicationContext): DataLoader<string, string | null> =>
  once(context, 'clearances', () => new DataLoader<string, string | null>(async (digests) => {
    const rows = await readAsViewer(context, (q) => q.query<{ digest: string; id: string }>(
      `SELECT DISTINCT ON (c.digest) c.digest, c.id FROM gate.clearance c WHERE c.digest = ANY($1) AND c.audience = 'PUBLIC' AND NOT EXISTS (SELECT FROM gate.revocation v WHERE v.clearance_id = c.id)
       ORDER BY c.digest, c.cleared_at DESC, c.id`, [digests]));
    return inOrder(digests, rows, (row) => row.digest).map((row) => row?.id ?? null);
  }));

/** Free texts by id, as far as the viewer may read them. */
export const texts = (context: PublicationContext): DataLoader<string, string | null> =>
  once(context, 'texts', () => new DataLoader<string, string | null>(async (ids) => {
    const rows = await readAsViewer(context, (q) => q.query<{ id: string; body: string | null }>('SELECT id, body FROM publication.free_text WHERE id = ANY($1)', [ids]));
    return inOrder(ids, rows, (row) => row.id).map((row) => row?.body ?? null);
  }));

export interface FoldedDisclosure { readonly state: DisclosureState; readonly events: readonly StoredEvent[] }

/** Folded states and events, for records whose working row the viewer has been shown. */
export const foldedDisclosures = (context: PublicationContext): DataLoader<string, FoldedDisclosure> =>
  once(context, 'states', () => new DataLoader<string, FoldedDisclosure>(async (ids) => {
    const streams = await readAsViewer(context, (q) => loadStreams(q, 'publication', ids));
    return ids.map((id) => {
      const events = streams.get(id) ?? [];
      return { state: fold(disclosureAggregate, id, events), events };
    });
  }));
