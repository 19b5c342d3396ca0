import { once } from '@disclosure/platform-graphql';
import { RECORDED_OFFICE, recordLooks } from '@disclosure/platform-persistence';
import type { LookKind } from '@disclosure/platform-persistence';
import { viewerOf } from './context.ts';
import type { ActingContext } from './context.ts';

/**
 * To be awaited between reading records and giving them out: where the viewer is an auditor, the look is recorded first, and where it
 * can't be recorded this throws and nothing is given. Once for each record and request of the graph, so that what is read of a case in
 * parts is one look; a list that held nothing is one too. For everybody else it does nothing.
 */
export async function looked(context: ActingContext, what: LookKind, streamIds: readonly string[], action?: string): Promise<void> {
  const { actor } = context;
  if (actor.kind !== 'OFFICER' || (what !== 'LIST' && streamIds.length === 0)) return;
  if (!(await viewerOf(context)).offices.includes(RECORDED_OFFICE)) return;
  // What is read at the same time by two ways is one look too, and is shown by neither before it is recorded.
  const recording = once(context, 'looks', () => new Map<string, Promise<void>>());
  const fresh = what === 'REFUSED' ? streamIds : streamIds.filter((id) => !recording.has(id));
  const record = fresh.length > 0 || streamIds.length === 0 ? recordNow(context, actor.personId, what, fresh, action) : Promise.resolve();
  if (what !== 'REFUSED') for (const id of fresh) recording.set(id, record);
  await Promise.all([record, ...streamIds.map((id) => recording.get(id))]);
}

async function recordNow(context: ActingContext, personId: string, what: LookKind, streamIds: readonly string[], action: string | undefined): Promise<void> {
  const { writer } = context.platform.database.context(context.schema);
  const at = await context.platform.clock.now(writer);
  await recordLooks(writer, context.schema, { at, personId, what, correlationId: context.requestId, ...(action === undefined ? {} : { action }) }, streamIds);
}
