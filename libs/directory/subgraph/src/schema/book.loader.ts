import type { BookName } from '@disclosure/directory-domain';
import { connectionFrom } from '@disclosure/platform-graphql';
import type { ConnectionData, Page } from '@disclosure/platform-graphql';
import { readAsViewer } from '@disclosure/platform-subgraph';
import type { Role } from '@disclosure/organisation';
import { roleLabel } from '@disclosure/workflow';
import type { DirectoryContext } from '../directory.context.ts';
import type { Book, BookRevision } from './book.type.ts';
import { loadOfficers } from './organisation.resolver.ts';

interface Row { book: BookName; revision: number; digest: string; published_at: string; effective_on: string; note: string; reason: string | null; person_id: string | null; acting_as: Role }

const COLUMNS = `r.book, r.revision, r.digest, r.published_at, r.effective_on, r.note, t.body AS reason, r.person_id, r.acting_as
  FROM directory.book_revision r LEFT JOIN directory.free_text t ON t.id = r.reason_id`;

async function shapes(context: DirectoryContext, rows: readonly Row[]): Promise<BookRevision[]> {
  const officers = await loadOfficers(context, rows.map(({ person_id }) => person_id ?? ''));
  return rows.map((row, index) => ({
    book: row.book, revision: row.revision, digest: row.digest, publishedAt: row.published_at, effectiveOn: row.effective_on, note: row.note, reason: row.reason,
    by: officers[index] ?? null, actingAs: roleLabel(row.acting_as),
  }));
}

/** A page of a book's revisions, the newest first. */
export async function loadRevisions(context: DirectoryContext, book: BookName, page: Page): Promise<ConnectionData<BookRevision>> {
  const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
  const rows = await readAsViewer(context, (q) => q.query<Row>(
    `SELECT ${COLUMNS} WHERE r.book = $1 AND ($2::integer IS NULL OR r.revision < $2) AND ($3::integer IS NULL OR r.revision > $3) ORDER BY r.revision ${order} LIMIT $4`,
    [book, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1]));
  return connectionFrom(await shapes(context, rows), page, ({ revision }) => [revision]);
}

/** The three books, or those named, with their newest revisions. */
export async function loadBooks(context: DirectoryContext, names: readonly BookName[]): Promise<Book[]> {
  const rows = await readAsViewer(context, (q) => q.query<Row & { version: number }>(
    `SELECT DISTINCT ON (r.book) s.seq AS version, ${COLUMNS} JOIN directory.stream s ON s.id = r.book WHERE r.book = ANY($1) ORDER BY r.book, r.revision DESC`, [names]));
  const current = await shapes(context, rows);
  return rows.map(({ book, version }, index) => ({ id: book, book, version, current: current[index] as BookRevision }));
}
