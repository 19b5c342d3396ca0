import { appointmentsOf, competentFor, divisionExists, findDivision, findPerson } from '@disclosure/organisation';
import type { Agency as BookAgency, Division as BookDivision, OrganisationBook, Person } from '@disclosure/organisation';
import { invalidInput } from '@disclosure/platform-graphql';
import { factsOf } from '@disclosure/platform-subgraph';
import { roleLabel } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { officerFacts } from '../directory.context.ts';
import type { DirectoryContext } from '../directory.context.ts';
import { DIVISION_KIND_LABELS } from './enums.type.ts';
import { Agency, CompetentBodies, Division, HeldOffice, Me, Officer } from './organisation.type.ts';

type Facts = Pick<DecisionFacts, 'organisation' | 'today'>;

const agencyShape = ({ id, name, documentCode, isOwn, topics, contact }: BookAgency): Agency => ({ id, name, documentCode, isOwn, topics: [...topics], contact });
const divisionShape = ({ id, name, kind, topics, from, to }: BookDivision): Division => ({ id, name, kind, kindLabel: DIVISION_KIND_LABELS[kind], topics: [...topics], from, to });

function officerShape(person: Person, facts: Facts): Officer {
  return { id: person.id, name: person.name, login: person.login, offices: officesOf(person.id, facts) };
}

function officesOf(personId: string, facts: Facts): HeldOffice[] {
  return appointmentsOf(facts.organisation, personId, facts.today).map(({ office, divisionId, from, to, standsFor }) => {
    const division = divisionId === null ? null : findDivision(facts.organisation, divisionId);
    return { office, label: roleLabel(office), division: division && divisionShape(division), from, to, standsForId: standsFor };
  });
}

/** Agencies and divisions of many ids, null for unknown ones: everybody may see them. A division that is closed can still be pointed at. */
export async function loadAgencies(context: DirectoryContext, ids: readonly string[]): Promise<readonly (Agency | null)[]> {
  const { organisation } = await factsOf(context);
  const byId = new Map(organisation.agencies.map((agency) => [agency.id, agency]));
  return ids.map((id) => byId.get(id)).map((agency) => (agency ? agencyShape(agency) : null));
}
export async function loadDivisions(context: DirectoryContext, ids: readonly string[]): Promise<readonly (Division | null)[]> {
  const { organisation } = await factsOf(context);
  return ids.map((id) => findDivision(organisation, id)).map((division) => division && divisionShape(division));
}
/** Officers of many ids: null for unknown ones, and all null for whoever is not of the staff (people.md: never a name of an officer). */
export async function loadOfficers(context: DirectoryContext, ids: readonly string[]): Promise<readonly (Officer | null)[]> {
  if (context.actor.kind !== 'OFFICER') return ids.map(() => null);
  const facts = await factsOf(context);
  return ids.map((id) => findPerson(facts.organisation, id)).map((person) => person && officerShape(person, facts));
}

const inBeing = ({ organisation, today }: { organisation: OrganisationBook; today: DecisionFacts['today'] }): Division[] =>
  organisation.divisions.filter(({ id }) => divisionExists(organisation, id, today)).map(divisionShape);

@Resolver()
export class OrganisationResolver {
  @Query(() => [Agency], { description: 'The department and the other agencies that it deals with (行政机关). Without sign-in.' })
  async agencies(@Ctx() context: DirectoryContext): Promise<Agency[]> {
    return (await factsOf(context)).organisation.agencies.map(agencyShape);
  }

  @Query(() => [Division], { description: 'The divisions in being today (处室). Without sign-in.' })
  async divisions(@Ctx() context: DirectoryContext): Promise<Division[]> {
    return inBeing(await factsOf(context));
  }

  @Query(() => Division, { nullable: true, description: 'A division by its code; null when there is none (查询处室). Without sign-in.' })
  async division(@Ctx() context: DirectoryContext, @Arg('id', () => ID, { description: 'Its code (代码).' }) id: string): Promise<Division | null> {
    return (await loadDivisions(context, [id]))[0] ?? null;
  }

  @Query(() => CompetentBodies, { description: 'Who is responsible for this (职责目录)? Without sign-in.' })
  async competent(@Ctx() context: DirectoryContext, @Arg('topic', () => String, { description: 'The topic in Chinese, 1 to 50 characters (主题).' }) topic: string): Promise<CompetentBodies> {
    const length = [...topic.trim()].length;
    if (length < 1 || length > 50) throw invalidInput('topic', '1 至 50 个字');
    const { organisation, today } = await factsOf(context);
    const { divisions, agencies } = competentFor(organisation, topic, today);
    return { divisions: divisions.map(divisionShape), agencies: agencies.map(agencyShape) };
  }

  @Query(() => Me, { nullable: true, description: 'The officer who is signed in, with the offices of today; null for everybody else (当前登录人员).' })
  async me(@Ctx() context: DirectoryContext): Promise<Me | null> {
    if (context.actor.kind !== 'OFFICER') return null;
    const facts = await factsOf(context);
    const known = findPerson(facts.organisation, context.actor.personId);
    if (!known) return null;
    const person = officerShape(known, facts);
    const divisions = [...new Map(person.offices.flatMap(({ division }) => (division ? [[division.id, division] as const] : []))).values()];
    return { person, offices: person.offices, division: divisions[0] ?? null, divisions };
  }

  @Query(() => [Officer], { description: 'The staff with the offices of today (工作人员). Officers only.' })
  async officers(@Ctx() context: DirectoryContext): Promise<Officer[]> {
    const facts = await officerFacts(context);
    return facts.organisation.people.map((person) => officerShape(person, facts));
  }
}

@Resolver(() => Agency)
export class AgencyResolver {
  @FieldResolver(() => [Division])
  async divisions(@Root() agency: Agency, @Ctx() context: DirectoryContext): Promise<Division[]> {
    return agency.isOwn ? inBeing(await factsOf(context)) : [];
  }
}

@Resolver(() => Division)
export class DivisionResolver {
  @FieldResolver(() => Agency)
  async agency(@Root() { id }: Division, @Ctx() context: DirectoryContext): Promise<Agency> {
    const { organisation } = await factsOf(context);
    const agencyId = findDivision(organisation, id)?.agencyId;
    const agency = organisation.agencies.find((candidate) => candidate.id === agencyId);
    if (!agency) throw new Error(`division ${id} belongs to no agency`);
    return agencyShape(agency);
  }

  @FieldResolver(() => Division, { nullable: true })
  async succeededBy(@Root() { id }: Division, @Ctx() context: DirectoryContext): Promise<Division | null> {
    const { organisation } = await factsOf(context);
    const successor = findDivision(organisation, id)?.succeededBy ?? null;
    return successor === null ? null : ((await loadDivisions(context, [successor]))[0] ?? null);
  }

  @FieldResolver(() => [Officer], { nullable: true })
  async officers(@Root() { id }: Division, @Ctx() context: DirectoryContext): Promise<Officer[] | null> {
    if (context.actor.kind !== 'OFFICER') return null;
    const facts = await factsOf(context);
    return facts.organisation.people.filter((person) => appointmentsOf(facts.organisation, person.id, facts.today).some((held) => held.divisionId === id)).map((person) => officerShape(person, facts));
  }
}

@Resolver(() => HeldOffice)
export class HeldOfficeResolver {
  /** Resolved when asked for: two people may stand for each other. */
  @FieldResolver(() => Officer, { nullable: true })
  async standsFor(@Root() { standsForId }: HeldOffice, @Ctx() context: DirectoryContext): Promise<Officer | null> {
    return standsForId === null ? null : ((await loadOfficers(context, [standsForId]))[0] ?? null);
  }
}
