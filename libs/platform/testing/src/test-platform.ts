import { createHash } from 'node:crypto';
import { millisecondsBetween } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { Books, BusinessClock, Database, keysFrom } from '@disclosure/platform-persistence';
import type { BookName, Platform } from '@disclosure/platform-persistence';
import type { TestDatabase } from './test-database.ts';

export interface TestPlatform extends Platform {
  /** Puts the machine's clock, and with it business time, to an instant: it stands there until moved. */
  at(now: Instant): void;
  close(): Promise<void>;
}

/** A platform on a test database, its clock standing where the test puts it, its books as given (revision 1 of each that is given). */
export async function openTestPlatform(database: TestDatabase, now: Instant, books: Partial<Record<BookName, object>>): Promise<TestPlatform> {
  let machine = millisecondsBetween('1970-01-01T00:00:00.000Z' as Instant, now);
  await database.owner(async (client) => {
    await client.query('UPDATE platform.clock SET movable = true');
    for (const [book, content] of Object.entries(books)) await publishRevision(client, book as BookName, content, now);
  });
  const open = await Database.open(database.options);
  return {
    database: open,
    clock: new BusinessClock(() => machine),
    books: new Books(),
    keys: keysFrom(Buffer.alloc(32, 7)),
    at: (to) => { machine = millisecondsBetween('1970-01-01T00:00:00.000Z' as Instant, to); },
    close: () => open.close(),
  };
}

/** Publishes a further revision of a book as the owner, as `directory` would. */
export async function publishRevision(client: { query(sql: string, params: unknown[]): Promise<unknown> }, book: BookName, content: object, at: Instant): Promise<void> {
  const text = JSON.stringify(content);
  await client.query('INSERT INTO reference.book (book, revision, content, digest, published_at, note) VALUES ($1, $2, $3, $4, $5, $6)',
    [book, (content as { revision: number }).revision, text, createHash('sha256').update(text).digest('hex'), at, 'test']);
}
