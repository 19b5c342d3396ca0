import { addDays, ok } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { isValidOn } from '@disclosure/law';
import type { LawBook, Valid } from '@disclosure/law';
import { action, defineWorkflow } from '@disclosure/workflow';
import { bookAggregate, opening, PUBLISHED } from './book.state.ts';
import type { BookState, Revisions } from './book.state.ts';
import { clauseKnown, clauseNew, entryInForce, entryKeepsADay, lengthReasonable, notRetroactive, remedyTextFits, statutoryLimitNeedsNewClause } from './law-book.guards.ts';
import type { EnterClause, ReviseGround, ReviseLimit, ReviseRemedy } from './law-book.guards.ts';

const dated = [entryInForce, notRetroactive, entryKeepsADay] as const;
const SENTENCE = '发布法规簿新版本，自施行之日起适用；此前收到的申请仍适用原规定。';

const table = defineWorkflow<BookState>({
  name: 'book', kind: 'MAIN', title: '法规簿', positions: PUBLISHED,
  actions: {
    openLawBook: opening('LawBookOpened', '建立法规簿', 'A1-25'),
    reviseLimit: action<BookState, ReviseLimit>({
      title: '修改期限', sentence: SENTENCE, from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'],
      guards: [...dated, lengthReasonable, clauseKnown, statutoryLimitNeedsNewClause], effects: [],
      event: 'LimitRevised', clause: 'A1-25', effectiveOn: ({ input }) => input.validFrom,
    }),
    reviseGround: action<BookState, ReviseGround>({
      title: '修改不予公开理由的名称', sentence: SENTENCE, from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'],
      guards: [...dated], effects: [], event: 'GroundRevised', clause: 'A1-25', effectiveOn: ({ input }) => input.validFrom,
      payload: ({ input: { groundId, validFrom, reason } }) => ({ groundId, validFrom, reason }),
    }),
    reviseRemedy: action<BookState, ReviseRemedy>({
      title: '修改救济途径告知', sentence: SENTENCE, from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'],
      guards: [...dated, clauseKnown, remedyTextFits], effects: [], event: 'RemedyRevised', clause: 'A1-25', effectiveOn: ({ input }) => input.validFrom,
      payload: ({ input: { remedyClass, clauseId, validFrom, reason } }) => ({ remedyClass, clauseId, validFrom, reason }),
    }),
    enterClause: action<BookState, EnterClause>({
      title: '录入条款', sentence: '发布法规簿新版本，增加一条可以引用的条款；已有条款不改写。', from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'],
      guards: [clauseNew], effects: [], event: 'ClauseEntered', clause: 'A1-25',
      payload: ({ input: { clauseId, reason } }) => ({ clauseId, reason }),
    }),
  },
});

/** The book of law: clauses, limits, grounds, outcomes, remedies and fees, each between two dates. */
export const lawBook = bookAggregate('LawBook', table);

/** Closes the entry that holds on `from` the day before, and lets its successor take the rest of its time. */
function succeed<E extends Valid>(entries: readonly E[], isIt: (entry: E) => boolean, from: LocalDate, change: (entry: E) => E): readonly E[] {
  return entries.flatMap((entry) => (isIt(entry) && isValidOn(entry, from) ? [{ ...entry, validTo: addDays(from, -1) }, { ...change(entry), validFrom: from, validTo: entry.validTo }] : [entry]));
}

export const lawRevisions: Revisions<LawBook> = {
  LimitRevised: (book, { limitId, length, validFrom, clauseId }: ReviseLimit) => ok({
    ...book, revision: book.revision + 1,
    limits: succeed(book.limits, ({ id }) => id === limitId, validFrom, (limit) => ({
      ...limit, length, ...(clauseId === undefined ? {} : { clause: clauseId, clauses: [clauseId, ...limit.clauses.filter((other) => other !== clauseId)] }),
    })),
  }),
  GroundRevised: (book, { groundId, label, validFrom }: ReviseGround) => ok({
    ...book, revision: book.revision + 1, grounds: succeed(book.grounds, ({ id }) => id === groundId, validFrom, (ground) => ({ ...ground, label })),
  }),
  RemedyRevised: (book, { remedyClass, text, clauseId, validFrom }: ReviseRemedy) => ok({
    ...book, revision: book.revision + 1, remedies: succeed(book.remedies, (remedy) => remedy.class === remedyClass, validFrom, (remedy) => ({ ...remedy, text, clause: clauseId })),
  }),
  ClauseEntered: (book, { clauseId, title, text, source }: EnterClause) => ok({
    ...book, revision: book.revision + 1, clauses: [...book.clauses, { id: clauseId, title, text, verbatim: true, annex: null, source, parent: null }],
  }),
};
