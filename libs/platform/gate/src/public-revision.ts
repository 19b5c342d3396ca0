import { addMilliseconds, dateOf } from '@disclosure/kernel';
import type { BusinessClock, Queryable } from '@disclosure/platform-persistence';

/**
 * What changes with everything that the gate shows to the public: releases and their ends, the newest revision of each book, and the
 * business day (clearances expire, books turn a page). For a public role; one statement.
 */
export async function publicRevision(q: Queryable, clock: BusinessClock): Promise<string> {
  const rows = await q.query<{ released: string; books: string | null; offset_ms: number }>(
    `SELECT (SELECT revision FROM gate.revision)::text AS released, (SELECT sum(newest) FROM (SELECT max(revision) AS newest FROM reference.public_book GROUP BY book) AS books)::text AS books,
       (SELECT offset_ms FROM platform.clock) AS offset_ms`);
  const row = rows[0];
  if (!row) throw new Error('the database has no public revision');
  return `${row.released}.${row.books ?? '0'}.${dateOf(addMilliseconds(clock.machineNow(), row.offset_ms ?? 0))}`;
}
