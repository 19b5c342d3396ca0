import { workingCalendar } from '@disclosure/calendar';
import type { CalendarBook, WorkingCalendar } from '@disclosure/calendar';
import { dateOf } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import type { LawBook } from '@disclosure/law';
import type { OrganisationBook } from '@disclosure/organisation';
import type { DecisionFacts, Revisions } from '@disclosure/workflow';
import type { BusinessClock } from './clock.ts';
import type { Queryable } from './sql.ts';

export const BOOKS = ['calendar', 'law', 'organisation'] as const;
export type BookName = (typeof BOOKS)[number];

/** The three books as the database has them, each revision read once and kept: revisions never change. */
export class Books {
  readonly #source: 'reference.book' | 'reference.public_book';
  #public: Books | null = null;
  readonly #calendars = new Map<number, WorkingCalendar>();
  readonly #calendarBooks = new Map<number, CalendarBook>();
  readonly #laws = new Map<number, LawBook>();
  readonly #organisations = new Map<number, OrganisationBook>();

  constructor(source: 'reference.book' | 'reference.public_book' = 'reference.book') {
    this.#source = source;
  }

  /** The books as everybody may know them, kept apart: the organisation without its people. What the public's role can read. */
  get forPublic(): Books {
    return (this.#public ??= new Books('reference.public_book'));
  }

  /** The newest revisions, as this transaction sees them. Throws when a book has none: the platform is not set up. */
  async current(q: Queryable): Promise<Revisions> {
    return newest(await q.query<BookRow>(`SELECT book, max(revision) AS revision FROM ${this.#source} GROUP BY book`));
  }

  /** Everything a decision may know now: hour and newest revisions by one statement, the books themselves once for ever. */
  async factsNow(q: Queryable, clock: BusinessClock): Promise<DecisionFacts> {
    const rows = await q.query<BookRow & { offset_ms: number }>(`SELECT book, max(revision) AS revision, (SELECT offset_ms FROM platform.clock) AS offset_ms FROM ${this.#source} GROUP BY book`);
    return this.facts(q, clock.nowAt(rows[0]?.offset_ms ?? 0), newest(rows));
  }

  /** Everything a decision may know, at an instant. */
  async facts(q: Queryable, now: Instant, revisions?: Revisions): Promise<DecisionFacts> {
    const numbers = revisions ?? (await this.current(q));
    return {
      now,
      today: dateOf(now),
      calendar: await this.calendar(q, numbers.calendar),
      law: await this.law(q, numbers.law),
      organisation: await this.organisation(q, numbers.organisation),
    };
  }

  async calendar(q: Queryable, revision: number): Promise<WorkingCalendar> {
    const kept = this.#calendars.get(revision);
    if (kept) return kept;
    const calendar = workingCalendar(await this.calendarBook(q, revision));
    this.#calendars.set(revision, calendar);
    return calendar;
  }

  calendarBook = (q: Queryable, revision: number): Promise<CalendarBook> => read(q, this.#source, 'calendar', revision, this.#calendarBooks);
  law = (q: Queryable, revision: number): Promise<LawBook> => read(q, this.#source, 'law', revision, this.#laws);
  organisation = (q: Queryable, revision: number): Promise<OrganisationBook> => read(q, this.#source, 'organisation', revision, this.#organisations);
}

interface BookRow { readonly book: BookName; readonly revision: number }

function newest(rows: readonly BookRow[]): Revisions {
  const of = (book: BookName): number => {
    const row = rows.find((candidate) => candidate.book === book);
    if (!row) throw new Error(`the book ${book} has no revision`);
    return row.revision;
  };
  return { calendar: of('calendar'), law: of('law'), organisation: of('organisation') };
}

async function read<B extends { readonly revision: number }>(q: Queryable, source: string, book: BookName, revision: number, kept: Map<number, B>): Promise<B> {
  const known = kept.get(revision);
  if (known) return known;
  const rows = await q.query<{ content: string }>(`SELECT content FROM ${source} WHERE book = $1 AND revision = $2`, [book, revision]);
  const content = rows[0]?.content;
  if (content === undefined) throw new Error(`the book ${book} has no revision ${revision}`);
  const value = JSON.parse(content) as B;
  kept.set(revision, value);
  return value;
}
