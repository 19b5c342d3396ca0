import { randomUUID } from 'node:crypto';
import { canonicalJson } from '@disclosure/kernel';
import type { Instant, Json, Refusal } from '@disclosure/kernel';
import { actorKey } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import { apply, decide, findAction, fold } from '@disclosure/workflow';
import type { Aggregate, AggregateState, DecisionFacts, NewEvent, StoredEvent } from '@disclosure/workflow';
import { counted, timed } from '@disclosure/platform-observability';
import type { PublishedData, PublishedEvent, PublishedType } from '@disclosure/contracts';
import type { Books } from './books.ts';
import type { BusinessClock } from './clock.ts';
import type { ContextDatabase, Database } from './database.ts';
import { appendEvent, loadEvents } from './events.ts';
import { keyedHash } from './keys.ts';
import type { Keys } from './keys.ts';
import type { Tx } from './sql.ts';
import { Stash } from './stash.ts';

/** What every process of the platform shares. */
export interface Platform {
  readonly database: Database;
  readonly clock: BusinessClock;
  readonly books: Books;
  readonly keys: Keys;
}

/** A timer of a record: a wake-up call at an instant, never the truth of a limit (foundations 1). */
export interface TimerSpec { readonly key: string; readonly dueAt: Instant; readonly action: string; readonly input: { readonly [key: string]: Json | undefined } }

/** A message to an officer or an office's holders about a record. `recipient`: `person:<id>` or `office:<OFFICE>[:<division>]`. */
export interface NoticeSpec { readonly kind: string; readonly recipient: string; readonly message: string; readonly clause: string | null }

export type Outgoing = { readonly [T in PublishedType]: { readonly type: T; readonly data: PublishedData[T] } }[PublishedType];

export interface Step<S extends AggregateState> {
  readonly tx: Tx;
  readonly before: S;
  readonly after: S;
  readonly event: StoredEvent;
  readonly facts: DecisionFacts;
  readonly stash: Stash;
  readonly platform: Platform;
}

/** A context's shell around one aggregate: what the pure table cannot do. */
export interface Shell<S extends AggregateState> {
  readonly aggregate: Aggregate<S>;
  /** Per action: puts content of the input into the stash and gives the codes that `decide` and the event see. Default: the input as it is. */
  readonly prepare?: Readonly<Record<string, (input: never, stash: Stash, scope: PrepareScope<S>) => unknown>>;
  /** After `decide`, before appending: gives numbers, renders letters, adds their digests to the payload. May refuse. */
  readonly complete?: (step: { readonly tx: Tx; readonly state: S; readonly event: NewEvent; readonly facts: DecisionFacts; readonly stash: Stash; readonly platform: Platform; readonly input: unknown; readonly actor: Actor }) => Promise<NewEvent | { readonly refusals: readonly Refusal[] }>;
  /** Writes the current rows. Same transaction. */
  project(step: Step<S>): Promise<void>;
  /** The published forms of an event, in order. */
  publish?(event: StoredEvent, after: S): readonly Outgoing[];
  /** All timers that the record needs now; what is not listed is cancelled, but for keys `from:…`, set by another record (`wakeOther`). */
  timers?(after: S, facts: DecisionFacts): readonly TimerSpec[];
  notices?(step: Step<S>): readonly NoticeSpec[];
  upcast?(event: StoredEvent): StoredEvent;
}

export interface PrepareScope<S> { readonly tx: Tx; readonly state: S; readonly facts: DecisionFacts; readonly platform: Platform; readonly streamId: string; readonly actor: Actor }

export interface Command {
  readonly actor: Actor;
  /** Chosen by the client; the same id with the same input has one effect and one answer. */
  readonly commandId: string;
  readonly action: string;
  /** The record; null where the action begins one. */
  readonly streamId: string | null;
  /** Where the action begins a record that there is one of (a book): its id, instead of a random one. */
  readonly startsAs?: string | undefined;
  readonly input: object;
  /** Version of the part that the action addresses. Timers, links and consumers send none. */
  readonly expectedVersion?: number | undefined;
}

export type Outcome<S> =
  | { readonly kind: 'DONE'; readonly streamId: string; readonly state: S; readonly replayed: boolean }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'FORBIDDEN'; readonly refusal: Refusal }
  | { readonly kind: 'NOT_FOUND' };

/** Thrown inside a transaction to roll it back with an outcome that is no fault. */
export class Rollback extends Error {
  readonly outcome: Outcome<never>;
  constructor(outcome: Outcome<never>) {
    super('rolled back');
    this.outcome = outcome;
  }
}

/**
 * One use-case, one transaction (foundations 4): command → lock → load → decide → append, project, timers, outbox → commit.
 * What is refused leaves no row. The same command twice, even at once, has one effect; the twin waits and gets the object as it is now.
 */
export async function execute<S extends AggregateState>(platform: Platform, shell: Shell<S>, command: Command): Promise<Outcome<S>> {
  const about = { 'disclosure.context': shell.aggregate.context, 'disclosure.action': command.action };
  return timed('command', 'disclosure.command.duration', about, async (span) => {
    const outcome = await attempt(platform, shell, command);
    span.set({ 'disclosure.outcome': outcome.kind });
    if (outcome.kind === 'REFUSED') for (const { code } of outcome.refusals) counted('disclosure.command.refusals', { ...about, 'disclosure.code': code });
    return outcome;
  });
}

async function attempt<S extends AggregateState>(platform: Platform, shell: Shell<S>, command: Command): Promise<Outcome<S>> {
  try {
    return await platform.database.context(shell.aggregate.context).write((tx) => executeIn(tx, platform, shell, command));
  } catch (error) {
    if (error instanceof Rollback) return error.outcome;
    throw error;
  }
}

/** `execute` inside a transaction that is already open; anything but DONE rolls that transaction back by a throw, unless `inner` catches it. */
export async function executeIn<S extends AggregateState>(tx: Tx, platform: Platform, shell: Shell<S>, command: Command): Promise<Outcome<S>> {
  const { aggregate } = shell;
  const schema = aggregate.context;
  const who = actorKey(command.actor);
  const inputHash = keyedHash(platform.keys.equality, canonicalJson({ action: command.action, stream: command.streamId, input: command.input as Json }));
  const claimed = await tx.query(`INSERT INTO ${schema}.command (actor, command_id, mutation, input_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`, [who, command.commandId, command.action, inputHash]);
  if (claimed.length === 0) return replay(tx, shell, command, who, inputHash);

  const streamId = command.streamId ?? command.startsAs ?? randomUUID();
  let state = aggregate.initial(streamId);
  let head: string | null = null;
  let lastRecorded: Instant | null = null;
  if (command.streamId !== null) {
    const locked = await tx.query<{ head: string }>(`SELECT head FROM ${schema}.stream WHERE id = $1 AND kind = $2 FOR UPDATE`, [streamId, aggregate.name]);
    if (!locked[0]) throw new Rollback({ kind: 'NOT_FOUND' });
    head = locked[0].head;
    const events = await loadEvents(tx, schema, streamId, shell.upcast);
    lastRecorded = events.at(-1)?.recordedAt ?? null;
    state = fold(aggregate, streamId, events);
  }
  const clockNow = await platform.clock.now(tx);
  const now = lastRecorded !== null && lastRecorded > clockNow ? lastRecorded : clockNow;
  const revisions = await platform.books.current(tx);
  const facts = await platform.books.facts(tx, now, revisions);

  const stash = new Stash(platform.keys);
  const prepare = shell.prepare?.[command.action];
  const input = prepare ? prepare(command.input as never, stash, { tx, state, facts, platform, streamId, actor: command.actor }) : command.input;
  const prepared = input instanceof Promise ? await input : input;
  const decision = decide(aggregate, state, command.action, prepared, command.actor, facts);
  if (decision.kind === 'FORBIDDEN') throw new Rollback(state.seq > 0 && aggregate.roles(state, command.actor, facts).size === 0 ? { kind: 'NOT_FOUND' } : decision);
  if (decision.kind === 'REFUSED') throw new Rollback(decision);
  const conflict = versionConflict(aggregate, state, command, decision.event);
  if (conflict) throw new Rollback({ kind: 'REFUSED', refusals: [conflict] });

  if (head === null) await tx.query(`INSERT INTO ${schema}.stream (id, kind, seq, head) VALUES ($1, $2, 0, '')`, [streamId, aggregate.name]);
  const completed = shell.complete ? await shell.complete({ tx, state, event: decision.event, facts, stash, platform, input: prepared, actor: command.actor }) : decision.event;
  if ('refusals' in completed) throw new Rollback({ kind: 'REFUSED', refusals: completed.refusals });

  const event: StoredEvent = {
    ...completed, id: randomUUID(), streamId, seq: state.seq + 1, version: 1, recordedAt: now, actor: command.actor, actingAs: decision.actingAs, revisions, commandId: command.commandId,
  };
  // The text that is stored is what is folded: nothing that JSON would lose may reach the state.
  const stored = JSON.parse(canonicalJson(event as unknown as Json)) as StoredEvent;
  await stash.write(tx, schema, streamId);
  await appendEvent(tx, schema, stored, head);
  const after = apply(aggregate, state, stored);
  const step: Step<S> = { tx, before: state, after, event: stored, facts, stash, platform };
  await shell.project(step);
  await writeOutbox(tx, schema, stored, shell.publish?.(stored, after) ?? []);
  await setTimers(tx, schema, streamId, shell.timers?.(after, facts) ?? []);
  await notify(tx, schema, streamId, now, shell.notices?.(step) ?? []);
  await tx.query(`UPDATE ${schema}.command SET stream_id = $3, first_seq = $4, last_seq = $4 WHERE actor = $1 AND command_id = $2`, [who, command.commandId, streamId, stored.seq]);
  return { kind: 'DONE', streamId, state: after, replayed: false };
}

async function replay<S extends AggregateState>(tx: Tx, shell: Shell<S>, command: Command, who: string, inputHash: string): Promise<Outcome<S>> {
  const schema = shell.aggregate.context;
  const rows = await tx.query<{ input_hash: string; stream_id: string }>(`SELECT input_hash, stream_id FROM ${schema}.command WHERE actor = $1 AND command_id = $2`, [who, command.commandId]);
  const earlier = rows[0];
  if (!earlier) throw Object.assign(new Error('the twin was rolled back'), { code: '40001' });
  if (earlier.input_hash !== inputHash) {
    throw new Rollback({ kind: 'REFUSED', refusals: [{ code: 'COMMAND_ID_REUSED', message: '同一 commandId 已用于另一内容的操作；请为新的操作另取 commandId。', field: 'input.commandId', clause: null }] });
  }
  const state = fold(shell.aggregate, earlier.stream_id, await loadEvents(tx, schema, earlier.stream_id, shell.upcast));
  return { kind: 'DONE', streamId: earlier.stream_id, state, replayed: true };
}

function versionConflict<S extends AggregateState>(aggregate: Aggregate<S>, state: S, command: Command, event: NewEvent): Refusal | null {
  if (command.expectedVersion === undefined) return null;
  const current = state.versions[event.part] ?? 0;
  if (current === command.expectedVersion) return null;
  return {
    code: 'VERSION_CONFLICT',
    message: '该件已被他人办理，内容有变化；请刷新后核对再办。',
    field: 'input.expectedVersion',
    clause: findAction(aggregate, command.action)?.row.clause ?? null,
    facts: { part: event.part, expected: command.expectedVersion, current },
  };
}

async function writeOutbox(tx: Tx, schema: string, event: StoredEvent, outgoing: readonly Outgoing[]): Promise<void> {
  for (const [ordinal, { type, data }] of outgoing.entries()) {
    const published: PublishedEvent = { id: `${event.id}:${ordinal}`, context: schema, type, recordedAt: event.recordedAt, effectiveOn: event.effectiveOn, data };
    await tx.query(`INSERT INTO ${schema}.outbox (event_id, stream_id, seq, ordinal, type, body) VALUES ($1, $2, $3, $4, $5, $6)`, [event.id, event.streamId, event.seq, ordinal, type, canonicalJson(published as unknown as Json)]);
  }
}

async function setTimers(tx: Tx, schema: string, streamId: string, wanted: readonly TimerSpec[]): Promise<void> {
  await tx.query(`DELETE FROM ${schema}.timer WHERE stream_id = $1 AND NOT (key = ANY($2)) AND key NOT LIKE 'from:%'`, [streamId, wanted.map((timer) => timer.key)]);
  for (const timer of wanted) {
    await tx.query(
      `INSERT INTO ${schema}.timer (stream_id, key, due_at, action, input) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (stream_id, key) DO UPDATE SET due_at = excluded.due_at, action = excluded.action, input = excluded.input`,
      [streamId, timer.key, timer.dueAt, timer.action, canonicalJson(timer.input)],
    );
  }
}

/** Sets a timer on another record of the same context: how one record makes another act, without touching it. */
export async function wakeOther(tx: Tx, schema: string, streamId: string, timer: TimerSpec): Promise<void> {
  await tx.query(`INSERT INTO ${schema}.timer (stream_id, key, due_at, action, input) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, [streamId, `from:${timer.key}`, timer.dueAt, timer.action, canonicalJson(timer.input)]);
}

/** Leaves messages about a record, for those who hold the office or are the person. */
export async function notify(tx: Tx, schema: string, streamId: string, now: Instant, notices: readonly NoticeSpec[]): Promise<void> {
  for (const notice of notices) {
    await tx.query(`INSERT INTO ${schema}.notice (id, stream_id, kind, recipient, message, clause, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [randomUUID(), streamId, notice.kind, notice.recipient, notice.message, notice.clause, now]);
  }
}

/** The next number of a series, gapless: taken last in the transaction, rolled back with it (DOC-01). */
export async function nextNumber(tx: Tx, schema: string, series: string): Promise<number> {
  const rows = await tx.query<{ last: number }>(`INSERT INTO ${schema}.number_series (series, last) VALUES ($1, 1) ON CONFLICT (series) DO UPDATE SET last = ${schema}.number_series.last + 1 RETURNING last`, [series]);
  return (rows[0] as { last: number }).last;
}

/** A record as it is, folded; null where there is none. For guards and reads inside a context. */
export async function loadState<S extends AggregateState>(database: ContextDatabase, shell: Shell<S>, streamId: string): Promise<S | null> {
  const events = await loadEvents(database.writer, shell.aggregate.context, streamId, shell.upcast);
  return events.length === 0 ? null : fold(shell.aggregate, streamId, events);
}

