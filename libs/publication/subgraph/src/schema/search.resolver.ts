import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { LocalDate } from '@disclosure/kernel';
import { findDivision } from '@disclosure/organisation';
import type { OrganisationBook } from '@disclosure/organisation';
import { encodeCursor, invalidInput, pageArguments } from '@disclosure/platform-graphql';
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
import { releasedContents, visibleDisclosures } from './disclosure.loader.ts';
import { disclosureShape } from './disclosure.shape.ts';
import { filterSql } from './filter.ts';
import type { Condition } from './filter.ts';
import { DisclosureFilter, DisclosureSearchConnection } from './search.type.ts';

interface Hit { readonly id: string; readonly rank: string; readonly published_on: LocalDate; readonly release_id: string }
interface FacetRow { readonly facet: string; readonly value: string; readonly count: number }

/** Everything found, ranked: `hit(id, rank, published_on, …)`. Every term occurs somewhere in the item; numbers of a title weigh more than those of a body. */
function hits({ terms }: SearchTerms, where: (first: number) => Condition): { readonly sql: string; readonly params: readonly unknown[] } {
  const queries = terms.map((_term, i) => `$${i + 1}::tsquery`);
  const condition = where(terms.length + 1);
  return {
    params: [...terms.map(queryOf), ...condition.params],
    sql: `WITH matched AS (
        SELECT s.disclosure_id AS id, max(round((${queries.map((query) => `ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', s.tokens, ${query})`).join(' + ')})::numeric, 4)) AS rank
        FROM publication.live_section s WHERE ${queries.map((query) => `s.tokens @@ ${query}`).join(' OR ')}
        GROUP BY s.disclosure_id HAVING ${queries.map((query) => `bool_or(s.tokens @@ ${query})`).join(' AND ')}),
      hit AS (
        SELECT d.id, m.rank, d.published_on, d.release_id, d.division_id, d.formed_on, d.validity, d.category_ids
        FROM matched m JOIN publication.live_disclosure d ON d.id = m.id WHERE ${condition.sql})`,
  };
}

const FACETS = `
  SELECT 'total' AS facet, '' AS value, count(*) AS count FROM hit
  UNION ALL SELECT 'category', category, count(*) FROM hit, unnest(hit.category_ids) AS category GROUP BY category
  UNION ALL SELECT 'division', division_id, count(*) FROM hit GROUP BY division_id
  UNION ALL SELECT 'year', left(formed_on::text, 4), count(*) FROM hit GROUP BY left(formed_on::text, 4)
  UNION ALL SELECT 'validity', validity, count(*) FROM hit GROUP BY validity`;

function facetShapes(rows: readonly FacetRow[], catalogue: Catalogue, organisation: OrganisationBook): object[] {
  const labels: Readonly<Record<string, (value: string) => string>> = {
    category: (id) => catalogue.find(id)?.name ?? id,
    division: (id) => findDivision(organisation, id)?.name ?? id,
    year: (year) => `${year}年`,
    validity: (validity) => VALIDITY_LABELS[validity as Validity],
  };
  return Object.entries(labels).map(([name, label]) => ({
    name,
    values: rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, label: label(value), count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
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
  ): Promise<object> {
    const terms = termsOf(query);
    if (!terms) throw invalidInput('query', `1 至 ${MAX_TERMS} 个检索词(以空格分隔),每个不超过 ${MAX_TERM} 个字`);
    const page = pageArguments({ first, after }, { cap: 50, width: 3 });
    const { today, organisation } = await factsOf(context);
    const catalogue = await catalogueOf(context);
    const found = hits(terms, (from) => filterSql(filters ?? {}, catalogue, today, from));
    const n = found.params.length;
    // Ordered by date alone, every rank is the same, so that one comparison serves both orders.
    const rank = order === 'DATE' ? '0::numeric' : 'rank';
    const [rows, facets] = await readAsViewer(context, async (q: Queryable) => [
      await q.query<Hit>(
        `${found.sql} SELECT id, ${rank} AS rank, published_on, release_id FROM hit WHERE $${n + 1}::numeric IS NULL OR (${rank}, published_on, id) < ($${n + 1}, $${n + 2}::date, $${n + 3}::text)
         ORDER BY ${rank} DESC, published_on DESC, id DESC LIMIT $${n + 4}`, [...found.params, page.after?.[0] ?? null, page.after?.[1] ?? null, page.after?.[2] ?? null, page.limit + 1]),
      await q.query<FacetRow>(`${found.sql} ${FACETS}`, found.params),
    ] as const);
    const edges = await Promise.all(rows.slice(0, page.limit).map((hit) => edgeOf(hit, terms, context)));
    const kept = edges.filter((edge) => edge !== null);
    return {
      edges: kept,
      pageInfo: { hasNextPage: rows.length > page.limit, hasPreviousPage: page.after !== null, startCursor: kept[0]?.cursor ?? null, endCursor: kept.at(-1)?.cursor ?? null },
      facets: facetShapes(facets, catalogue, organisation),
      totalCount: facets.find(({ facet }) => facet === 'total')?.count ?? 0,
    };
  }
}

async function edgeOf(hit: Hit, terms: SearchTerms, context: PublicationContext): Promise<{ readonly cursor: string; readonly node: object; readonly snippet: readonly object[] } | null> {
  const [seen, content] = await Promise.all([visibleDisclosures(context).load(hit.id), releasedContents(context).load(hit.release_id)]);
  return seen && content && { cursor: encodeCursor([Number(hit.rank), hit.published_on, hit.id]), node: disclosureShape(seen), snippet: snippetOf(content, terms) };
}
