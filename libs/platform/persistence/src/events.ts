import { createHash } from 'node:crypto';
import { canonicalJson } from '@disclosure/kernel';
import type { Json } from '@disclosure/kernel';
import type { StoredEvent } from '@disclosure/workflow';
import type { Queryable } from './sql.ts';

/** What is hashed of an event: its canonical text, with the hash of the one before (null for the first). */
export function canonicalEvent(context: string, event: StoredEvent, previous: string | null): string {
  return canonicalJson({ ...(event as unknown as { [key: string]: Json }), format: 1, context, previous });
}

export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The event that a stored canonical text says. */
export function parseEvent(canonical: string): StoredEvent {
  const { format: _format, context: _context, previous: _previous, ...event } = JSON.parse(canonical) as StoredEvent & { format: number; context: string; previous: string | null };
  return event;
}

/** A stream's events in order, brought to the present version by the context's upcaster. */
export async function loadEvents(q: Queryable, context: string, streamId: string, upcast?: (event: StoredEvent) => StoredEvent): Promise<readonly StoredEvent[]> {
  const rows = await q.query<{ canonical: string }>(`SELECT canonical FROM ${context}.event WHERE stream_id = $1 ORDER BY seq`, [streamId]);
  const events = rows.map((row) => parseEvent(row.canonical));
  return upcast ? events.map(upcast) : events;
}

/** Streams' events by stream id, in one statement: for lists that fold several records. */
export async function loadStreams(q: Queryable, context: string, streamIds: readonly string[], upcast?: (event: StoredEvent) => StoredEvent): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const rows = await q.query<{ stream_id: string; canonical: string }>(`SELECT stream_id, canonical FROM ${context}.event WHERE stream_id = ANY($1) ORDER BY stream_id, seq`, [streamIds]);
  const streams = new Map<string, StoredEvent[]>();
  for (const row of rows) {
    const event = parseEvent(row.canonical);
    const list = streams.get(row.stream_id) ?? [];
    list.push(upcast ? upcast(event) : event);
    streams.set(row.stream_id, list);
  }
  return streams;
}

/** Appends an event after the stream's head. The stream's row is locked by the caller; returns the new head. */
export async function appendEvent(tx: Queryable, context: string, event: StoredEvent, head: string | null): Promise<string> {
  const canonical = canonicalEvent(context, event, head);
  const hash = hashOf(canonical);
  await tx.query(`INSERT INTO ${context}.event (id, stream_id, seq, type, recorded_at, effective_on, hash, canonical) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [event.id, event.streamId, event.seq, event.type, event.recordedAt, event.effectiveOn, hash, canonical]);
  await tx.query(`INSERT INTO ${context}.unsequenced (stream_id, seq) VALUES ($1, $2)`, [event.streamId, event.seq]);
  await tx.query(`UPDATE ${context}.stream SET seq = $2, head = $3 WHERE id = $1`, [event.streamId, event.seq, hash]);
  return hash;
}
