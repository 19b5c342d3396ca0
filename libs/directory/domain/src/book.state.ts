import type { PublishedData } from '@disclosure/contracts';
import type { Json, Refusal, Result } from '@disclosure/kernel';
import { appointmentsOf } from '@disclosure/organisation';
import type { Actor, Role } from '@disclosure/organisation';
import { action, assertWorkflow, emptyState, NONE } from '@disclosure/workflow';
import type { Aggregate, AggregateState, DecisionFacts, WorkflowTable } from '@disclosure/workflow';
import type { ClauseId } from '@disclosure/law';

/** One of the three books of reference (foundations 2); also the id of its stream, since there is one of each. */
export type BookName = PublishedData['BookRevised']['book'];

/** What the stream of a book folds to. The content stands in the book itself, by revision; events carry its number and digest. */
export interface BookState extends AggregateState {
  readonly revision: number;
  /** SHA-256 of the revision's canonical text, hex. */
  readonly digest: string;
}

/** What every change of a book gives as its reason: in the table a reference to the text, for events hold none. */
export interface WithReason { readonly reason: Json }

/** The next revision of a book after an action that was accepted, or all that is wrong with it. Pure. */
export type Revise<B, I> = (book: B, input: I, facts: DecisionFacts) => Result<B, readonly Refusal[]>;

/** How each event of a book makes its next revision. */
// Each event has its own input; the shell passes it on unopened.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Revisions<B> = Readonly<Record<string, Revise<B, any>>>;

/** The row by which the platform, at its first start, puts a book under its stream. Nobody else can take it. */
export function opening(event: string, title: string, clause: ClauseId) {
  return action<BookState, { readonly revision: number; readonly digest: string }>({
    title, sentence: '登记参考簿的首个版本。', from: [NONE], to: ['PUBLISHED'], by: ['TIMER'], guards: [], effects: [], event, clause, internal: true,
  });
}

/** A book is published once and revised ever after: it has no end, but nothing waits to be done with it either. */
export const PUBLISHED = { PUBLISHED: { title: '已发布', terminal: true } } as const;

/** An aggregate for one book. Whoever holds an office may be told that the change is not theirs to make; outsiders learn nothing. */
export function bookAggregate(name: string, table: WorkflowTable<BookState>): Aggregate<BookState> {
  return assertWorkflow<BookState>({
    name,
    context: 'directory',
    tables: [table],
    initial: (id) => ({ ...emptyState(id), revision: 0, digest: '' }),
    evolve: (state, event) => ({ ...state, revision: Number(event.payload['revision']), digest: String(event.payload['digest']) }),
    roles: rolesOf,
    principalLimit: null,
  });
}

function rolesOf(_state: BookState, actor: Actor, { organisation, today }: DecisionFacts): ReadonlyMap<Role, string | null> {
  if (actor.kind === 'TIMER') return new Map([['TIMER', null]]);
  if (actor.kind !== 'OFFICER') return new Map();
  return new Map(appointmentsOf(organisation, actor.personId, today).map(({ office, divisionId }) => [office, divisionId]));
}
