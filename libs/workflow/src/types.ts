import type { ClockEffectKind } from '@disclosure/calendar';
import type { Instant, Json, LocalDate, Refusal } from '@disclosure/kernel';
import type { ClauseId, LimitId } from '@disclosure/law';
import type { Actor, Role } from '@disclosure/organisation';
import type { CalendarBook, WorkingCalendar } from '@disclosure/calendar';
import type { LawBook } from '@disclosure/law';
import type { OrganisationBook } from '@disclosure/organisation';

/** All that a pure decision may know of the world: the day, and the three books. */
export interface DecisionFacts {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly calendar: WorkingCalendar;
  readonly law: LawBook;
  readonly organisation: OrganisationBook;
}
export type { CalendarBook };

/** The revisions of the books a decision was made by; recorded in its event. */
export interface Revisions { readonly calendar: number; readonly law: number; readonly organisation: number }

/** An effect on a limit as an event records it. */
export interface RecordedEffect {
  readonly limit: LimitId;
  readonly effect: ClockEffectKind;
  readonly on: LocalDate;
  readonly at?: string | undefined;
  readonly subject?: string | undefined;
  readonly round: number;
  readonly days?: number | undefined;
  readonly until?: LocalDate | undefined;
  readonly reason?: string | undefined;
}

/** A signature as an event records it: what was signed, in which capacity. Nobody signs twice within one `matter`. */
export interface RecordedSignature {
  readonly matter: string;
  readonly as: Role;
  readonly personId: string;
}

/** What `decide` yields: an event without the place in the stream that the shell gives it. */
export interface NewEvent {
  readonly type: string;
  /** The legal day on which it takes effect (may be before the day it is recorded on). */
  readonly effectiveOn: LocalDate;
  readonly clause: ClauseId;
  /** Codes, dates, ids and digests only: never content, never an identity (foundations 4). */
  readonly payload: { readonly [key: string]: Json | undefined };
  readonly effects: readonly RecordedEffect[];
  readonly signature: RecordedSignature | null;
  /** Where the record, or a part of it, stands after this event. The fold reads these, not the table: a table that changes later rewrites no history. */
  readonly moves: readonly RecordedMove[];
  /** The part whose version this event raises: `case`, `contribution:d-energy`. */
  readonly part: string;
  readonly round: number;
  readonly letter: string | null;
}

/** A move of one table's position, for one subject where the table has several (`contribution` of each division). */
export interface RecordedMove { readonly table: string; readonly subject?: string | undefined; readonly to: string }

/** An event as the stream holds it. */
export interface StoredEvent extends NewEvent {
  readonly id: string;
  readonly streamId: string;
  readonly seq: number;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** The office in which the actor acted, and of which division: what she signed shows it for ever. */
  readonly actingAs: { readonly role: Role; readonly divisionId: string | null };
  readonly revisions: Revisions;
  readonly commandId: string | null;
}

/** What every aggregate's folded state carries, whatever else it holds. The generic fold keeps it. */
export interface AggregateState {
  readonly id: string;
  /** Number of events folded. */
  readonly seq: number;
  readonly round: number;
  /** The revision of the law that the case keeps, fixed when it begins (foundations 2). */
  readonly lawOn: LocalDate | null;
  readonly effects: readonly (RecordedEffect & { readonly seq: number; readonly clause: ClauseId })[];
  readonly signatures: readonly (RecordedSignature & { readonly round: number; readonly seq: number; readonly on: LocalDate })[];
  /** Versions of the parts: `case`, `contribution:<id>` …; expectedVersion is compared with the part the action addresses. */
  readonly versions: Readonly<Record<string, number>>;
  /** Where the record stands in each table: key `table` or `table:subject`. */
  readonly positions: Readonly<Record<string, string>>;
}

export interface Attempt<S extends AggregateState, I = Record<string, unknown>> {
  readonly state: S;
  readonly input: I;
  readonly facts: DecisionFacts;
  readonly actor: Actor;
  /** The roles that the actor holds on this record today, with the division of each. */
  readonly roles: ReadonlyMap<Role, string | null>;
}

/** A named condition. All guards of a row are evaluated, so that everything missing is seen at once. */
export interface Guard<S extends AggregateState, I = Record<string, unknown>> {
  readonly name: string;
  readonly clause: ClauseId;
  /** True when it reads the input: skipped when only asking what is available. */
  readonly readsInput?: boolean;
  check(attempt: Attempt<S, I>): Refusal | null;
}

export interface EffectRule<S extends AggregateState, I> {
  readonly limit: LimitId;
  readonly effect: ClockEffectKind;
  /** Default: the event's `effectiveOn`. */
  readonly on?: (attempt: Attempt<S, I>) => LocalDate;
  readonly days?: (attempt: Attempt<S, I>) => number;
  readonly until?: (attempt: Attempt<S, I>) => LocalDate;
  readonly subject?: (attempt: Attempt<S, I>) => string;
  /** Instead of `subject`: the same effect for each of several (all that an end of the record ends). */
  readonly subjects?: (attempt: Attempt<S, I>) => readonly string[];
  /** The round whose clock it moves; default: that of the event (a remedy's clock stays in the round that the remedy is about). */
  readonly round?: (attempt: Attempt<S, I>) => number;
  /** SUSPEND: why the days are not counted, in Chinese, as clocks show it. */
  readonly reason?: string;
  /** Applies only where this holds (default: always). */
  readonly when?: (attempt: Attempt<S, I>) => boolean;
}

/** One row: one action, one mutation, one event. */
export interface ActionRow<S extends AggregateState, I> {
  /** The action in Chinese, as the glossary has it. */
  readonly title: string;
  /** What happens, as a sentence for the person about to do it: "交处室负责人审核". */
  readonly sentence: string;
  /** Positions of this table from which it may be taken; `NONE` stands for not begun. */
  readonly from: readonly string[];
  /** Other tables' positions that it also needs: a hold that must not be open, a stage the record must have reached. */
  readonly while?: readonly { readonly table: string; readonly in: readonly string[] }[];
  /** Positions it can lead to; several need `towards`. `SAME` stays. */
  readonly to: readonly string[] | 'SAME';
  readonly towards?: (attempt: Attempt<S, I>) => string;
  /** Also moves these other tables of the aggregate, by the same event. */
  readonly moves?: readonly { readonly table: string; readonly to: string; /** Where it leads instead, when the attempt decides; among `or`. */ readonly towards?: (attempt: Attempt<S, I>) => string; readonly or?: readonly string[]; readonly when?: (attempt: Attempt<S, I>) => boolean; readonly subjects?: (attempt: Attempt<S, I>) => readonly string[] }[];
  readonly by: readonly Role[];
  /**
   * The division for which an office of a division counts here (the lead's handler drafts, a supporting one's does not). `SUBJECT`:
   * the subject is the division (each contributes its own). Default: whichever `roles` gives.
   */
  readonly divisionOf?: ((attempt: Attempt<S, I>) => string | null) | 'SUBJECT';
  readonly guards: readonly Guard<S, I>[];
  readonly effects: readonly EffectRule<S, I>[];
  /** The matter that this signs or drafts: the same person never acts twice on one matter in one round. */
  readonly signs?: string;
  /** The event's type. */
  readonly event: string;
  readonly effectiveOn?: (attempt: Attempt<S, I>) => LocalDate;
  /** The event's payload; default: the input as it is (text and identities have become references before). */
  readonly payload?: (attempt: Attempt<S, I>) => { readonly [key: string]: Json | undefined };
  readonly letter?: string;
  readonly clause: ClauseId;
  /** Rules of the numbered table that the row carries out. */
  readonly rules?: readonly string[];
  /** The subject within the table (contribution of which division, which consultation); default none. */
  readonly subject?: (attempt: Attempt<S, I>) => string;
  /** Opens the next round: proposal, approvals, clearance, letter, service and the reply clock begin anew. */
  readonly startsRound?: boolean | ((attempt: Attempt<S, I>) => boolean);
  /** Not offered where this does not hold, since nothing that the actor enters or waits for would change it. `decide` does not ask: the guards say why. */
  readonly offeredWhen?: (attempt: Attempt<S, unknown>) => boolean;
  /** Actions that only the platform takes (timers, consumers): no mutation. */
  readonly internal?: boolean;
}

export interface WorkflowTable<S extends AggregateState> {
  readonly name: string;
  readonly kind: 'MAIN' | 'HOLD' | 'SIDE';
  readonly title: string;
  readonly positions: Readonly<Record<string, { readonly title: string; readonly terminal?: boolean; readonly shows?: string }>>;
  // Each row has its own input type; the table is read through `decide`, which passes the input on unopened.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly actions: Readonly<Record<string, ActionRow<S, any>>>;
}

/** A root entity: its tables, its fold, who is who on it. */
export interface Aggregate<S extends AggregateState> {
  readonly name: string;
  readonly context: string;
  readonly tables: readonly WorkflowTable<S>[];
  initial(id: string): S;
  /** Folds what is this aggregate's own; the generic part is folded before by `fold`. */
  evolve(state: S, event: StoredEvent): S;
  /** The roles of an actor on this record today, each with the division it is held for (null: the whole agency). A fresh state has seq 0. */
  roles(state: S, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null>;
  /** The principal limit, shown as `clock`. */
  readonly principalLimit: LimitId | null;
}
