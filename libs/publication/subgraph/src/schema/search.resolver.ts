import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { ContentPackage } from '@disclosure/contracts';
import type { LocalDate } from '@disclosure/kernel';
import { findDivision } from '@disclosure/organisation';
import type { OrganisationBook } from '@disclosure/organisation';
import { encodeCursor, invalidInput, pageArguments } from '@disclosure/platform-graphql';
import type { Page } from '@disclosure/platform-graphql';
import type { Queryable } from '@disclosure/platform-persistence';
import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { VALIDITY_LABELS } from '@disclosure/publication-domain';
import type { Validity } from '@disclosure/publication-domain';
import type { PublicationContext } from '../publication.context.ts';
import { snippetOf } from '../search/snippet.ts';
import { MAX_TERM, MAX_TERMS, queryOf, termsOf } from '../search/vector.ts';
import type { SearchTerms } from '../search/vector.ts';
import { catalogueOf } from './catalogue.loader.ts';
import type { Catalogue } from './catalogue.loader.ts';
import { SearchOrder } from './common.ts';
import { liveItems, releasedContents, seenLive } from './disclosure.loader.ts';
import type { LiveRow } from './disclosure.loader.ts';
import { disclosureShape } from './disclosure.shape.ts';
import type { DisclosureShape } from './disclosure.shape.ts';
import { lookedAmongPublic } from './looks.ts';
import { filterSql } from './filter.ts';
import type { Condition } from './filter.ts';
import { DisclosureFilter, DisclosureSearchConnection, DisclosureSearchEdge, SearchSnippetPart } from './search.type.ts';

/** One statement gives page and facets, so that they agree: rows of the page carry `rank` and the like, and in `count` their place; rows of a facet a count. */
interface Row { readonly facet: string; readonly value: string; readonly count: number | null; readonly rank: string | null; readonly published_on: LocalDate | null }
type Hit = { readonly [K in keyof Row]: NonNullable<Row[K]> };
interface Found { readonly edges: readonly Edge[]; readonly answer: readonly Row[]; readonly hasMore: boolean }
interface Edge { readonly cursor: string; readonly node: DisclosureShape; readonly content: ContentPackage; readonly terms: SearchTerms }

/**
 * Finds, ranks and counts. Every term occurs somewhere in the item; what stands in a title weighs more than in a body. Ordered by date alone,
 * every rank is the same, so that one comparison serves both orders.
 */
function searchSql({ terms }: SearchTerms, order: string, where: (first: number) => Condition, page: Page): { readonly sql: string; readonly params: readonly unknown[] } {
  const queries = terms.map((_term, i) => `$${i + 1}::tsquery`);
  const condition = where(terms.length + 1);
  const n = terms.length + condition.params.length;
  const rank = order === 'DATE' ? '0::numeric' : `max(round((${queries.map((query) => `ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', d.tokens, ${query})`).join(' + ')})::numeric, 4))`;
  const each = terms.length === 1 ? '' : `HAVING ${queries.map((query) => `bool_or(d.tokens @@ ${query})`).join(' AND ')}`;
  const facet = (name: string, value: string, from = 'hit'): string => `UNION ALL SELECT '${name}', ${value}, count(*), NULL, NULL FROM ${from} GROUP BY ${value}`;
  return {
    params: [...terms.map(queryOf), ...condition.params, page.after?.[0] ?? null, page.after?.[1] ?? null, page.after?.[2] ?? null],
    sql: `WITH hit AS MATERIALIZED (
        SELECT d.id, ${rank} AS rank, d.published_on, d.division_id, d.formed_on, d.validity, d.category_ids
        FROM publication.live_section d WHERE (${queries.map((query) => `d.tokens @@ ${query}`).join(' OR ')}) AND ${condition.sql}
        GROUP BY d.id, d.published_on, d.division_id, d.formed_on, d.validity, d.category_ids ${each}),
      page AS (
        SELECT id, rank, published_on FROM hit WHERE $${n + 1}::numeric IS NULL OR (rank, published_on, id) < ($${n + 1}, $${n + 2}::date, $${n + 3}::text)
        ORDER BY rank DESC, published_on DESC, id DESC LIMIT ${page.limit + 1})
      SELECT 'hit' AS facet, id AS value, row_number() OVER (ORDER BY rank DESC, published_on DESC, id DESC) AS count, rank, published_on FROM page
      UNION ALL SELECT 'total', '', count(*), NULL, NULL FROM hit
      ${facet('category', 'category', 'hit, unnest(hit.category_ids) AS category')} ${facet('division', 'division_id')} ${facet('year', 'left(formed_on::text, 4)')} ${facet('validity', 'validity')}`,
  };
}

function facetShapes(rows: readonly Row[], catalogue: Catalogue, organisation: OrganisationBook): object[] {
  const labels: Readonly<Record<string, (value: string) => string>> = {
    category: (id) => catalogue.find(id)?.name ?? id,
    division: (id) => findDivision(organisation, id)?.name ?? id,
    year: (year) => `${year}年`,
    validity: (validity) => VALIDITY_LABELS[validity as Validity],
  };
  return Object.entries(labels).map(([name, label]) => ({
    name,
    values: rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, label: label(value), count: count ?? 0 })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
  }));
}

@Resolver()
export class SearchResolver {
  @Query(() => DisclosureSearchConnection, { description: 'Search in what is public (检索): exact for any words of any length, in title, number, keywords, summary and text. Words divided by spaces must all occur.' })
  async searchDisclosures(
    @Arg('query', () => String, { description: `What to look for (检索词), at most ${MAX_TERMS} words of ${MAX_TERM} characters.` }) query: string,
    @Arg('filters', () => DisclosureFilter, { nullable: true, description: 'Within these (筛选条件).' }) filters: DisclosureFilter | null,
    @Arg('order', () => SearchOrder, { defaultValue: 'RELEVANCE', description: 'The order (排序).' }) order: string,
    @Arg('first', () => Int, { description: 'So many results, at most 50 (条数).' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins (起始游标).' }) after: string | null,
    @Ctx() context: PublicationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const terms = termsOf(query);
    if (!terms) throw invalidInput('query', `1 至 ${MAX_TERMS} 个检索词（以空格分隔），每个不超过 ${MAX_TERM} 个字`);
    const page = pageArguments({ first, after }, { cap: 50, width: 3 });
    const { today, organisation } = await factsOf(context);
    const catalogue = await catalogueOf(context);
    const { sql, params } = searchSql(terms, order, (from) => filterSql(filters ?? {}, catalogue, today, from), page);
    const { edges, answer, hasMore } = await readAsViewer(context, (q) => this.#find(q, sql, params, terms, page, context));
    await lookedAmongPublic(context, info, 'LIST', edges.map(({ node }) => node.seen));
    return {
      edges,
      pageInfo: { hasNextPage: hasMore, hasPreviousPage: page.after !== null, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
      facets: facetShapes(answer, catalogue, organisation),
      totalCount: answer.find(({ facet }) => facet === 'total')?.count ?? 0,
    };
  }

  async #find(q: Queryable, sql: string, params: readonly unknown[], terms: SearchTerms, page: Page, context: PublicationContext): Promise<Found> {
    const answer = await q.query<Row>(sql, params);
    const rows = answer.filter(({ facet }) => facet === 'hit').sort((a, b) => (a.count as number) - (b.count as number));
    const shown = rows.slice(0, page.limit) as readonly Hit[];
    // A statement of its own: what is looked for decides how the first is planned each time, this one is planned once.
    const { columns, from } = liveItems(true);
    const live = await q.query<LiveRow>(`SELECT ${columns} FROM ${from} WHERE d.id = ANY($1)`, [shown.map(({ value }) => value)]);
    const seen = new Map((await seenLive(context, q, live)).map((one) => [one.id, one]));
    const edges = await Promise.all(shown.map(async (hit) => {
      const found = seen.get(hit.value);
      const content = found?.live ? await releasedContents(context).load(found.live.release_id) : null;
      return found && content && { cursor: encodeCursor([Number(hit.rank), hit.published_on, hit.value]), node: disclosureShape(found), terms, content };
    }));
    return { edges: edges.filter((edge) => edge !== undefined && edge !== null), answer, hasMore: rows.length > page.limit };
  }
}

@Resolver(() => DisclosureSearchEdge)
export class SearchEdgeResolver {
  @FieldResolver(() => [SearchSnippetPart])
  snippet(@Root() { content, terms }: Edge): readonly object[] {
    return snippetOf(content, terms);
  }
}
