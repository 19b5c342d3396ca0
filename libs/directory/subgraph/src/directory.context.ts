import { holdsOffice } from '@disclosure/organisation';
import type { Office } from '@disclosure/organisation';
import { forbidden, unauthenticated } from '@disclosure/platform-graphql';
import { factsOf } from '@disclosure/platform-subgraph';
import type { ActingContext } from '@disclosure/platform-subgraph';
import { roleLabel } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
import type { ClockControl } from './use-cases/advance-clock.use-case.ts';

/** What this context needs besides the platform. Without a clock control the clock can't be moved. */
export interface DirectoryServices { readonly clockControl?: ClockControl | undefined }

export type DirectoryContext = ActingContext & DirectoryServices;

/** The day and the books, for somebody of the staff. Throws UNAUTHENTICATED or FORBIDDEN for everybody else, and for an officer without the office that is asked for. */
export async function officerFacts(context: DirectoryContext, office?: Office): Promise<DecisionFacts & { readonly personId: string }> {
  const { actor } = context;
  if (actor.kind === 'PUBLIC') throw unauthenticated();
  const refuse = (who: string) => forbidden({ code: 'FORBIDDEN', message: `此项仅供${who}使用。`, clause: 'A1-3' });
  if (actor.kind !== 'OFFICER') throw refuse('本机关工作人员');
  const facts = await factsOf(context);
  if (office !== undefined && !holdsOffice(facts.organisation, actor.personId, office, facts.today)) throw refuse(roleLabel(office));
  return { ...facts, personId: actor.personId };
}
