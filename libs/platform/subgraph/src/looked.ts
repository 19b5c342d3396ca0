import { once } from '@disclosure/platform-graphql';
import { recordLooks } from '@disclosure/platform-persistence';
import type { LookKind } from '@disclosure/platform-persistence';
import { viewerOf } from './context.ts';
import type { ActingContext } from './context.ts';

/** The office whose every look is recorded (people.md). */
export const RECORDED_OFFICE = 'AUDITOR';

/**
 * To be awaited between reading records and giving them out: where the viewer is an auditor, the look is recorded first, and where it
 * can't be recorded this throws and nothing is given. Once for each record and request of the graph, so that what is read of a case in
 * parts is one look; a list that held nothing is one too. For everybody else it does nothing.
 */
export async function looked(context: ActingContext, what: LookKind, streamIds: readonly string[], action?: string): Promise<void> {
  const { actor } = context;
  if (actor.kind !== 'OFFICER' || (what !== 'LIST' && streamIds.length === 0)) return;
  if (!(await viewerOf(context)).offices.includes(RECORDED_OFFICE)) return;
  const seen = once(context, 'looks', () => new Set<string>());
  const fresh = what === 'REFUSED' ? streamIds : streamIds.filter((id) => !seen.has(id));
  if (fresh.length === 0 && streamIds.length > 0) return;
  const { writer } = context.platform.database.context(context.schema);
  const at = await context.platform.clock.now(writer);
  await recordLooks(writer, context.schema, { at, personId: actor.personId, what, correlationId: context.requestId, ...(action === undefined ? {} : { action }) }, fresh);
  for (const id of fresh) seen.add(id);
}
