import type { LocalDate } from '@disclosure/kernel';
import { clausesOfAnnex, findClause, isValidOn } from '@disclosure/law';
import type { Clause as LawClause, ClauseId, LawBook, Valid } from '@disclosure/law';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { factsOf } from '@disclosure/platform-subgraph';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { DirectoryContext } from '../directory.context.ts';
import { TIME_UNIT_LABELS } from './enums.type.ts';
import { Clause, GroundRule, OutcomeRule, TimeLimit } from './law.type.ts';

const shape = ({ id, title, text, annex, source, verbatim }: LawClause): Clause => ({ id, title, text, annex, source, verbatim });

/** What is cited is in the book: a test of the law's proves it. A clause that an old revision lacks is left out. */
const cited = (law: LawBook, ids: readonly ClauseId[]): Clause[] => ids.flatMap((id) => findClause(law, id) ?? []).map(shape);

/** The clauses of many ids, null for those that the book lacks: the entity's front door. Clauses are everybody's to read. */
export async function loadClauses(context: DirectoryContext, ids: readonly string[]): Promise<readonly (Clause | null)[]> {
  const { law } = await factsOf(context);
  return ids.map((id) => {
    const clause = findClause(law, id);
    return clause && shape(clause);
  });
}

const ON = 'As it holds on this day; default: today (适用日期).';

@Resolver(() => Clause)
export class LawResolver {
  @Query(() => Clause, { nullable: true, description: 'A clause by its citation; null when the book of law has none such (查询条款). Without sign-in.' })
  async clause(@Ctx() context: DirectoryContext, @Arg('id', () => ID, { description: 'The citation (编号): `A1-17-2`.' }) id: string): Promise<Clause | null> {
    return (await loadClauses(context, [id]))[0] ?? null;
  }

  @Query(() => [Clause], { description: 'The clauses of one annex of the notice in the order of its text, or all that the book of law has (条款列表). Without sign-in.' })
  async clauses(@Ctx() context: DirectoryContext, @Arg('annex', () => Int, { nullable: true, description: 'The annex, 1 to 7 (附件).' }) annex: number | null | undefined): Promise<Clause[]> {
    const { law } = await factsOf(context);
    return (annex === null || annex === undefined ? law.clauses : clausesOfAnnex(law, annex)).map(shape);
  }

  @Query(() => [TimeLimit], { description: 'The statutory time limits (期限). Without sign-in.' })
  async timeLimits(@Ctx() context: DirectoryContext, @Arg('on', () => LocalDateScalar, { nullable: true, description: ON }) on: LocalDate | null | undefined): Promise<TimeLimit[]> {
    const { law, inForce } = await lawOn(context, on);
    return law.limits.filter(inForce).map((limit) => ({ ...limit, unitLabel: TIME_UNIT_LABELS[limit.unit], clauses: cited(law, limit.clauses) }));
  }

  @Query(() => [GroundRule], { description: 'The lawful grounds for withholding (不予公开的理由). Without sign-in.' })
  async grounds(@Ctx() context: DirectoryContext, @Arg('on', () => LocalDateScalar, { nullable: true, description: ON }) on: LocalDate | null | undefined): Promise<GroundRule[]> {
    const { law, inForce } = await lawOn(context, on);
    return law.grounds.filter(inForce).map((ground) => ({ ...ground, uses: [...ground.uses], clauses: cited(law, ground.clauses) }));
  }

  @Query(() => [OutcomeRule], { description: 'The outcomes that a request can have (办理结果). Without sign-in.' })
  async outcomes(@Ctx() context: DirectoryContext, @Arg('on', () => LocalDateScalar, { nullable: true, description: ON }) on: LocalDate | null | undefined): Promise<OutcomeRule[]> {
    const { law, inForce } = await lawOn(context, on);
    return law.outcomes.filter(inForce).map((outcome) => ({ ...outcome, grounds: [...outcome.grounds], mustCarry: [...outcome.mustCarry], clauses: cited(law, outcome.clauses) }));
  }

  @FieldResolver(() => Clause, { nullable: true })
  async parent(@Root() { id }: Clause, @Ctx() context: DirectoryContext): Promise<Clause | null> {
    const { law } = await factsOf(context);
    const parent = findClause(law, id)?.parent ?? null;
    return parent === null ? null : ((await loadClauses(context, [parent]))[0] ?? null);
  }
}

async function lawOn(context: DirectoryContext, on: LocalDate | null | undefined) {
  const { law, today } = await factsOf(context);
  return { law, inForce: (entry: Valid): boolean => isValidOn(entry, on ?? today) };
}
