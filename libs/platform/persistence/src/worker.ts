import { createHash } from 'node:crypto';
import type { Instant } from '@disclosure/kernel';
import type { PublishedEvent, PublishedType } from '@disclosure/contracts';
import { counted, observed, traced } from '@disclosure/platform-observability';
import type { Observation } from '@disclosure/platform-observability';
import type { AggregateState } from '@disclosure/workflow';
import { execute, Rollback } from './execute.ts';
import type { Platform, Shell } from './execute.ts';
import type { Tx } from './sql.ts';

/** Takes the published events of other contexts into one context: in one transaction with its inbox, so exactly once in effect. */
export interface Consumer {
  /** Unique over the platform; the key of its place in each source's log. */
  readonly name: string;
  /** The context whose tables it writes. */
  readonly context: string;
  readonly types: readonly PublishedType[];
  handle(tx: Tx, event: PublishedEvent, platform: Platform): Promise<void>;
}

/** Work of a context that waits in its tables until a transaction has committed: what no transaction can hold. */
export interface Chore {
  readonly name: string;
  /** Does some of it and gives how much; 0 when nothing is left. Done twice, it changes nothing. */
  run(): Promise<number>;
}

export interface WorkerOptions {
  readonly platform: Platform;
  // Shells of different aggregates side by side; each is only called with its own state.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly shells: readonly Shell<any>[];
  readonly consumers: readonly Consumer[];
  readonly chores?: readonly Chore[];
  /** Machine milliseconds between looks when nothing wakes it. */
  readonly pollMs?: number;
  readonly onFault?: (where: string, error: unknown) => void;
}

const BATCH = 200;

/**
 * Moves what commands leave behind: numbers committed events in the context's log, relays published ones, fires what is due.
 * Any number of workers may run: the log has one writer at a time by an advisory lock, consumers and timers are idempotent.
 */
export class Worker {
  readonly #options: WorkerOptions;
  #running: Promise<void> | null = null;
  #stopped = false;
  #unwatch: () => void = () => undefined;
  #wake: (() => void) | null = null;
  /** Somebody nudged since the last look began: what he left behind may have come too late for it. */
  #nudged = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /**
   * Runs one piece of work. A fault in it is reported and holds up nothing else: null, to be tried at the next look. Where nobody
   * is there to be told (tests), it is thrown.
   */
  async #guarded<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    const { onFault } = this.#options;
    if (!onFault) return work();
    try {
      return await work();
    } catch (error) {
      onFault(what, error);
      return null;
    }
  }

  /** Sequences, relays and does the contexts' chores until nothing is left to move. Gives how much was moved. */
  async pump(): Promise<number> {
    let total = 0;
    const faulty = new Set<string>();
    for (;;) {
      let moved = 0;
      for (const { context } of this.#options.platform.database.contexts) moved += await this.sequence(context);
      for (const consumer of this.#options.consumers) {
        for (const { context } of this.#options.platform.database.contexts) {
          if (faulty.has(`${context} ${consumer.name}`)) continue;
          const done = await this.#guarded(`relay ${context} to ${consumer.name}`, () => this.relay(context, consumer));
          if (done === null) faulty.add(`${context} ${consumer.name}`);
          else moved += done;
        }
      }
      for (const chore of this.#options.chores ?? []) {
        if (faulty.has(chore.name)) continue;
        const done = await this.#guarded(chore.name, () => chore.run());
        if (done === null) faulty.add(chore.name);
        else moved += done;
      }
      total += moved;
      if (moved === 0) return total;
    }
  }

  /** Gives committed events of a context their place in its log: gapless, chained, by one sequencer at a time. */
  async sequence(context: string): Promise<number> {
    const home = this.#options.platform.database.context(context);
    // Mostly nothing waits: that is learnt without a transaction.
    if ((await home.writer.query(`SELECT FROM ${context}.unsequenced LIMIT 1`)).length === 0) return 0;
    return home.write(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`log:${context}`]);
      // Read again under the lock: another sequencer may have been here.
      const events = await tx.query<{ stream_id: string; seq: number; hash: string }>(
        `SELECT u.stream_id, u.seq, e.hash FROM ${context}.unsequenced u JOIN ${context}.event e ON e.stream_id = u.stream_id AND e.seq = u.seq
         ORDER BY e.recorded_at, u.stream_id, u.seq LIMIT ${BATCH}`);
      const last = (await tx.query<{ position: number; chain: string }>(`SELECT position, chain FROM ${context}.log ORDER BY position DESC LIMIT 1`))[0];
      let position = last?.position ?? 0;
      let chain = last?.chain ?? '';
      const [positions, chains] = [[] as number[], [] as string[]];
      for (const event of events) {
        position += 1;
        chain = chainOf(chain, position, event);
        positions.push(position);
        chains.push(chain);
      }
      const [streams, seqs] = [events.map(({ stream_id: id }) => id), events.map(({ seq }) => seq)];
      await tx.query(
        `INSERT INTO ${context}.log (position, stream_id, seq, event_hash, chain)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[]) AS placed(position, stream_id, seq, event_hash, chain) ORDER BY position`, [positions, streams, seqs, events.map(({ hash }) => hash), chains]);
      await tx.query(`DELETE FROM ${context}.unsequenced u USING unnest($1::text[], $2::integer[]) AS placed(stream_id, seq) WHERE u.stream_id = placed.stream_id AND u.seq = placed.seq`, [streams, seqs]);
      return events.length;
    });
  }

  /** Hands a source's published events to a consumer, in the log's order, a batch at a time. Gives how many; never 0 while there may be more. */
  async relay(source: string, consumer: Consumer): Promise<number> {
    if (source === consumer.context) return 0;
    const { platform } = this.#options;
    const home = platform.database.context(consumer.context);
    const at = (await home.writer.query<{ position: number }>(`SELECT position FROM ${consumer.context}.relay WHERE source = $1 AND consumer = $2`, [source, consumer.name]))[0]?.position ?? 0;
    const rows = await platform.database.context(source).writer.query<{ position: number; body: string | null }>(
      `SELECT l.position, o.body FROM ${source}.log l LEFT JOIN ${source}.outbox o ON o.stream_id = l.stream_id AND o.seq = l.seq AND o.type = ANY($3)
       WHERE l.position > $1 ORDER BY l.position, o.ordinal LIMIT $2`, [at, BATCH, consumer.types]);
    let delivered = 0;
    let reached = at;
    try {
      for (const [index, row] of rows.entries()) {
        if (row.body !== null) {
          await this.#deliver(consumer, JSON.parse(row.body) as PublishedEvent);
          delivered += 1;
        }
        // A batch that ends within a position is read again from there; the inbox makes the repetition harmless.
        const complete = index + 1 < rows.length ? rows[index + 1]?.position !== row.position : rows.length < BATCH;
        if (complete) reached = row.position;
      }
    } finally {
      // Once for a batch, most positions of which concern nobody here; whatever is handed over again after a fall, the inbox knows.
      if (reached > at) await home.writer.query(
        `INSERT INTO ${consumer.context}.relay (source, consumer, position) VALUES ($1, $2, $3)
         ON CONFLICT (source, consumer) DO UPDATE SET position = greatest(relay.position, excluded.position)`, [source, consumer.name, reached]);
    }
    // A full batch may not be the last, though nothing of it was for this consumer: there is more to do.
    return rows.length === BATCH ? Math.max(delivered, 1) : delivered;
  }

  async #deliver(consumer: Consumer, event: PublishedEvent): Promise<void> {
    const { platform } = this.#options;
    const home = platform.database.context(consumer.context);
    const claim = (tx: Tx): Promise<unknown[]> => tx.query(`INSERT INTO ${consumer.context}.inbox (event_id, consumer) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`, [event.id, consumer.name]);
    try {
      await home.write(async (tx) => {
        if ((await claim(tx)).length === 0) return;
        await consumer.handle(tx, event, platform);
      });
    } catch (error) {
      if (!(error instanceof Rollback)) throw error;
      // The procedure refused it: that is an answer, not a fault; it is not asked again.
      await home.write(async (tx) => void (await claim(tx)));
      this.#options.onFault?.(`consumer ${consumer.name} refused ${event.type} ${event.id}`, error.outcome);
    }
  }

  /** Fires what is due at the platform's clock, earliest first. Gives the number of timers fired. */
  async fireDue(): Promise<number> {
    let fired = 0;
    const faulty = new Set<string>();
    for (;;) {
      const next = await this.nextDue(faulty);
      if (next === null || next.dueAt > (await this.#now())) return fired;
      fired += await this.#fireOnce(next, faulty);
    }
  }

  /** Fires one timer; one whose action has a fault is put into `faulty`, so that the others have their turn. */
  async #fireOnce(timer: DueTimer, faulty: Set<string>): Promise<number> {
    const done = await this.#guarded(`timer ${timer.key} of ${timer.streamId}`, () => traced('timer', { 'disclosure.context': timer.context, 'disclosure.action': timer.action }, async () => { await this.#fire(timer); return true; }));
    if (done === null) faulty.add(placeOf(timer));
    await this.pump();
    return done === null ? 0 : 1;
  }

  /** The earliest timer of all contexts, without those at the places `except`; null when none is set. */
  async nextDue(except: ReadonlySet<string> = new Set()): Promise<DueTimer | null> {
    let earliest: DueTimer | null = null;
    for (const { context, writer } of this.#options.platform.database.contexts) {
      const rows = await writer.query<{ stream_id: string; key: string; due_at: Instant; action: string; input: string; kind: string }>(
        `SELECT t.stream_id, t.key, t.due_at, t.action, t.input, s.kind FROM ${context}.timer t JOIN ${context}.stream s ON s.id = t.stream_id
         WHERE NOT (t.stream_id || ' ' || t.key = ANY($1)) ORDER BY t.due_at, t.stream_id, t.key LIMIT 1`, [[...except]]);
      const row = rows[0];
      if (row && (earliest === null || row.due_at < earliest.dueAt)) earliest = { context, streamId: row.stream_id, kind: row.kind, key: row.key, dueAt: row.due_at, action: row.action, input: row.input };
    }
    return earliest;
  }

  async #fire(timer: DueTimer): Promise<void> {
    const { platform, shells } = this.#options;
    const shell = shells.find((candidate) => candidate.aggregate.context === timer.context && candidate.aggregate.name === timer.kind) as Shell<AggregateState> | undefined;
    if (!shell) throw new Error(`no shell for ${timer.context}.${timer.kind}`);
    const outcome = await execute(platform, shell, { actor: { kind: 'TIMER' }, commandId: `${timer.streamId}:${timer.key}:${timer.dueAt}`, action: timer.action, streamId: timer.streamId, input: JSON.parse(timer.input) as object });
    // Fired or refused (the record has moved on), this wake-up is spent; one set anew meanwhile has another hour and stays.
    counted('disclosure.timers.fired', { 'disclosure.context': timer.context, 'disclosure.action': timer.action });
    await platform.database.context(timer.context).writer.query(`DELETE FROM ${timer.context}.timer WHERE stream_id = $1 AND key = $2 AND due_at = $3`, [timer.streamId, timer.key, timer.dueAt]);
    if (outcome.kind !== 'DONE' && outcome.kind !== 'REFUSED') this.#options.onFault?.(`timer ${timer.key} of ${timer.streamId}`, outcome);
  }

  /** Moves the clock forward through what is due, standing at each (foundations 1), then to `to`. */
  async advance(to: Instant): Promise<number> {
    const { platform } = this.#options;
    const directory = platform.database.context('directory');
    let fired = 0;
    const faulty = new Set<string>();
    await this.pump();
    for (;;) {
      const next = await this.nextDue(faulty);
      if (next === null || next.dueAt > to) break;
      if (next.dueAt > (await this.#now())) await directory.write((tx) => platform.clock.set(tx, next.dueAt));
      fired += await this.#fireOnce(next, faulty);
    }
    if (to > (await this.#now())) await directory.write((tx) => platform.clock.set(tx, to));
    return fired;
  }

  #now(): Promise<Instant> {
    return this.#options.platform.clock.now(this.#options.platform.database.context('directory').writer);
  }

  /** Works until stopped: woken by `nudge`, otherwise looking every so often. Faults are reported and tried again. */
  start(): void {
    this.#stopped = false;
    this.#unwatch = observed('disclosure.relay.lag', () => this.lag());
    this.#running = (async () => {
      while (!this.#stopped) {
        this.#nudged = false;
        try {
          await this.pump();
          await this.fireDue();
        } catch (error) {
          this.#options.onFault?.('worker', error);
        }
        if (this.#stopped) break;
        if (this.#nudged) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, this.#options.pollMs ?? 1000);
          this.#wake = () => { clearTimeout(timer); resolve(); };
        });
        this.#wake = null;
      }
    })();
  }

  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    this.#wake?.();
    await this.#running;
  }

  /** How many positions of each source's log each consumer has not seen, for telemetry. */
  async lag(): Promise<readonly Observation[]> {
    const { platform: { database }, consumers } = this.#options;
    const seen: Observation[] = [];
    for (const { context: source, writer } of database.contexts) {
      const last = (await writer.query<{ last: number }>(`SELECT coalesce(max(position), 0) AS last FROM ${source}.log`))[0]?.last ?? 0;
      for (const consumer of consumers) {
        if (consumer.context === source) continue;
        const at = (await database.context(consumer.context).writer.query<{ position: number }>(`SELECT position FROM ${consumer.context}.relay WHERE source = $1 AND consumer = $2`, [source, consumer.name]))[0]?.position ?? 0;
        seen.push({ value: last - at, attributes: { 'disclosure.source': source, 'disclosure.consumer': consumer.name } });
      }
    }
    return seen;
  }
}

interface DueTimer { readonly context: string; readonly streamId: string; readonly kind: string; readonly key: string; readonly dueAt: Instant; readonly action: string; readonly input: string }

const placeOf = (timer: DueTimer): string => `${timer.streamId} ${timer.key}`;

/** The log's chain: each position over all before it, so that no stream vanishes unseen. */
export function chainOf(previous: string, position: number, event: { readonly stream_id: string; readonly seq: number; readonly hash: string }): string {
  return createHash('sha256').update(`${previous}|${position}|${event.stream_id}|${event.seq}|${event.hash}`).digest('hex');
}
