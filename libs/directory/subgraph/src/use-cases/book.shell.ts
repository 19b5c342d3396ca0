import { createHash } from 'node:crypto';
import { calendarBook, calendarRevisions, lawBook, lawRevisions, organisationBook, organisationRevisions } from '@disclosure/directory-domain';
import type { BookName, BookState, Revisions } from '@disclosure/directory-domain';
import { canonicalJson } from '@disclosure/kernel';
import type { Instant, Json } from '@disclosure/kernel';
import type { Books, Queryable, Shell, Stash } from '@disclosure/platform-persistence';
import { allActions } from '@disclosure/workflow';
import type { Aggregate } from '@disclosure/workflow';

interface Edition { readonly revision: number }

/** Writes a revision into `reference`, where every role reads it. The database refuses one that is not the next. Gives its digest. */
export async function publishEdition(tx: Queryable, book: BookName, edition: Edition, at: Instant, note: string): Promise<string> {
  const content = canonicalJson(edition as unknown as Json);
  const digest = createHash('sha256').update(content, 'utf8').digest('hex');
  await tx.query('INSERT INTO reference.book (book, revision, content, digest, published_at, note) VALUES ($1, $2, $3, $4, $5, $6)', [book, edition.revision, content, digest, at, note]);
  return digest;
}

const sameContent = (a: Edition, b: Edition): boolean => canonicalJson({ ...a, revision: 0 }) === canonicalJson({ ...b, revision: 0 });

/**
 * The shell of one book: an accepted action makes the next edition by the domain's rule and publishes it in the same transaction;
 * the event carries its number and digest. The stream's lock serialises the revisions of a book.
 */
function bookShell<B extends Edition>(book: BookName, aggregate: Aggregate<BookState>, revisions: Revisions<B>, read: (books: Books, q: Queryable, revision: number) => Promise<B>): Shell<BookState> {
  const rows = allActions(aggregate);
  const titles = new Map(rows.map(({ row }) => [row.event, row.title]));
  const withReason = (input: { readonly reason: string }, stash: Stash): object => ({ ...input, reason: stash.text('reason', input.reason) });
  return {
    aggregate,
    prepare: Object.fromEntries(rows.filter(({ row }) => !row.internal).map(({ name }) => [name, withReason])),
    complete: async ({ tx, state, event, facts, platform, input }) => {
      const revise = revisions[event.type];
      if (!revise) return event; // the opening: its edition is published already
      const current = await read(platform.books, tx, state.revision);
      const next = revise(current, input, facts);
      if (!next.ok) return { refusals: next.error };
      if (sameContent(current, next.value)) return { refusals: [{ code: 'NOTHING_CHANGED', message: '与现行版本内容相同，没有需要发布的变化。', clause: event.clause }] };
      const digest = await publishEdition(tx, book, next.value, facts.now, titles.get(event.type) ?? event.type);
      return { ...event, payload: { ...event.payload, revision: next.value.revision, digest } };
    },
    project: async ({ tx, after, event }) => {
      const reason = event.payload['reason'] as { readonly text: string } | undefined;
      await tx.query(
        `INSERT INTO directory.book_revision (book, revision, digest, event_id, event_type, published_at, effective_on, note, person_id, acting_as, reason_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [book, after.revision, after.digest, event.id, event.type, event.recordedAt, event.effectiveOn, titles.get(event.type), event.actor.kind === 'OFFICER' ? event.actor.personId : null, event.actingAs.role, reason?.text ?? null]);
    },
    publish: (_event, after) => [{ type: 'BookRevised', data: { book, revision: after.revision } }],
  };
}

export const bookShells: Readonly<Record<BookName, Shell<BookState>>> = {
  calendar: bookShell('calendar', calendarBook, calendarRevisions, (books, q, revision) => books.calendarBook(q, revision)),
  law: bookShell('law', lawBook, lawRevisions, (books, q, revision) => books.law(q, revision)),
  organisation: bookShell('organisation', organisationBook, organisationRevisions, (books, q, revision) => books.organisation(q, revision)),
};

export const BOOK_NAMES: readonly BookName[] = ['calendar', 'law', 'organisation'];
