import { appointmentsOf, actorKey, divisionsOf } from '@disclosure/organisation';
import { baseContext, once, shared } from '@disclosure/platform-graphql';
import type { SubgraphContext } from '@disclosure/platform-graphql';
import type { Envelope } from '@disclosure/platform-identity';
import type { Platform, Queryable, Viewer } from '@disclosure/platform-persistence';
import type { DecisionFacts } from '@disclosure/workflow';

/** What a subgraph's resolvers work with, whatever the context: who asks, the platform, and where to wake the worker. */
export interface ActingContext extends SubgraphContext {
  readonly platform: Platform;
  /** The schema of this subgraph's context. */
  readonly schema: string;
  /** Called after a command has committed. */
  readonly nudge: () => void;
}

export function actingContext(envelope: Envelope, platform: Platform, schema: string, nudge: () => void): ActingContext {
  return { ...baseContext(envelope), platform, schema, nudge };
}

/** The day and the three books, the same for a whole request: in one process for all its subgraphs. */
export function factsOf(context: ActingContext): Promise<DecisionFacts> {
  const isPublic = context.actor.kind === 'PUBLIC';
  return once(context, 'facts', () => shared(context, isPublic ? 'facts:public' : 'facts:staff', () => {
    const { writer, publicReader } = context.platform.database.context(context.schema);
    const { books, clock } = context.platform;
    return isPublic ? books.forPublic.factsNow(publicReader, clock) : books.factsNow(writer, clock);
  }));
}

/** The viewer as row policies see it: kind and id; for an officer the offices and divisions of today; for another agency's clerk or client that agency, and the client's scopes. */
export async function viewerOf(context: ActingContext): Promise<Viewer> {
  const { actor } = context;
  const id = actorKey(actor);
  const outside = { kind: actor.kind, id: id.slice(id.indexOf(':') + 1), offices: [], divisions: [] };
  if (actor.kind === 'AGENCY_CLERK') return { ...outside, agency: actor.agencyId };
  if (actor.kind === 'MACHINE') return { ...outside, agency: actor.agencyId, scopes: actor.scopes };
  if (actor.kind === 'APPLICANT' && actor.generation !== undefined) return { ...outside, generation: actor.generation };
  if (actor.kind !== 'OFFICER') return outside;
  const { organisation, today } = await factsOf(context);
  return {
    kind: actor.kind,
    id: actor.personId,
    offices: [...new Set(appointmentsOf(organisation, actor.personId, today).map((appointment) => appointment.office))],
    divisions: [...divisionsOf(organisation, actor.personId, today)],
  };
}

/**
 * Reads as this request's viewer may: the public through the public role, which can select nothing but public views; everybody
 * else through the reading role, under row policies.
 */
export async function readAsViewer<T>(context: ActingContext, work: (q: Queryable) => Promise<T>): Promise<T> {
  const database = context.platform.database.context(context.schema);
  if (context.actor.kind === 'PUBLIC') return work(database.publicReader);
  return database.readAs(await viewerOf(context), work);
}
