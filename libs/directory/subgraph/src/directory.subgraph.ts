import { buildSubgraph } from '@disclosure/platform-graphql';
import type { EntityKey } from '@disclosure/platform-graphql';
import type { DirectoryContext } from './directory.context.ts';
import { bookMutations } from './schema/book.mutations.ts';
import { BookResolver } from './schema/book.resolver.ts';
import { CalendarResolver } from './schema/calendar.resolver.ts';
import { ClockResolver } from './schema/clock.resolver.ts';
import { LawResolver, loadClauses } from './schema/law.resolver.ts';
import { AgencyResolver, DivisionResolver, HeldOfficeResolver, loadAgencies, loadDivisions, loadOfficers, OrganisationResolver } from './schema/organisation.resolver.ts';

type Load = (context: DirectoryContext, ids: readonly string[]) => Promise<readonly (object | null)[]>;
/** The loader that serves fields and lists serves `_entities` too. */
const byId = (load: Load) => ({ load: (keys: readonly EntityKey[], context: DirectoryContext) => load(context, keys.map(({ id }) => String(id))) });

export const directorySubgraph = buildSubgraph<DirectoryContext>({
  name: 'directory',
  resolvers: [CalendarResolver, LawResolver, OrganisationResolver, AgencyResolver, DivisionResolver, HeldOfficeResolver, BookResolver, ClockResolver, ...bookMutations],
  references: { Agency: byId(loadAgencies), Division: byId(loadDivisions), Officer: byId(loadOfficers), Clause: byId(loadClauses) },
});
