import type { CalendarBook } from '@disclosure/calendar';
import type { BookName } from '@disclosure/directory-domain';
import type { Instant } from '@disclosure/kernel';
import type { LawBook } from '@disclosure/law';
import type { OrganisationBook } from '@disclosure/organisation';
import { executeIn } from '@disclosure/platform-persistence';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { BOOK_NAMES, bookShells, publishEdition } from './book.shell.ts';

export interface FirstEditions { readonly calendar: CalendarBook; readonly law: LawBook; readonly organisation: OrganisationBook }

const OPENING = { calendar: 'openCalendarBook', law: 'openLawBook', organisation: 'openOrganisationBook' } as const satisfies Record<BookName, string>;

/**
 * Publishes the first edition of each book that the database lacks, and puts each under its stream. Idempotent: a second start, or
 * a second process at once, changes nothing. Gives the names of the books that were opened.
 * No command can be decided before there are books, so the editions come first, all in one transaction with their events.
 */
export function seedBooks(platform: Platform, now: Instant, editions: FirstEditions): Promise<readonly BookName[]> {
  return platform.database.context('directory').write(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('directory:first-editions'))");
    const published = new Map<BookName, { readonly revision: number; readonly digest: string }>();
    for (const book of BOOK_NAMES) published.set(book, (await latest(tx, book)) ?? { revision: editions[book].revision, digest: await publishEdition(tx, book, editions[book], now, '首个版本') });
    const opened: BookName[] = [];
    for (const [book, input] of published) {
      if ((await tx.query('SELECT 1 FROM directory.stream WHERE id = $1', [book])).length > 0) continue;
      await executeIn(tx, platform, bookShells[book], { actor: { kind: 'TIMER' }, commandId: `open:${book}`, action: OPENING[book], streamId: null, startsAs: book, input });
      opened.push(book);
    }
    return opened;
  });
}

async function latest(tx: Tx, book: BookName): Promise<{ readonly revision: number; readonly digest: string } | null> {
  const rows = await tx.query<{ revision: number; digest: string }>('SELECT revision, digest FROM reference.book WHERE book = $1 ORDER BY revision DESC LIMIT 1', [book]);
  return rows[0] ?? null;
}
