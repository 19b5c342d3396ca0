import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { once } from '@disclosure/platform-graphql';
import type { Platform } from '@disclosure/platform-persistence';
import type { PublicationContext } from '../publication.context.ts';

/** A category with its place in the tree. */
export interface Category {
  readonly id: string; readonly parentId: string | null; readonly ordinal: number; readonly name: string; readonly clause: string; readonly items: readonly string[];
}

/** The tree of the catalogue: a few dozen rows. */
export class Catalogue {
  readonly #byId: ReadonlyMap<string, Category>;
  readonly all: readonly Category[];

  constructor(all: readonly Category[]) {
    this.all = all;
    this.#byId = new Map(all.map((category) => [category.id, category]));
  }

  find(id: string): Category | null {
    return this.#byId.get(id) ?? null;
  }

  /** In order; the parts of the section for null. */
  childrenOf(id: string | null): readonly Category[] {
    return this.all.filter((category) => category.parentId === id);
  }

  /** From the section's part down to the category; empty where the catalogue does not have it. */
  pathOf(id: string): readonly Category[] {
    const category = this.find(id);
    return category === null ? [] : [...(category.parentId === null ? [] : this.pathOf(category.parentId)), category];
  }

  /** The category and all below it. */
  within(id: string): readonly string[] {
    return [id, ...this.childrenOf(id).flatMap((child) => this.within(child.id))];
  }
}

const catalogues = new WeakMap<Platform, Promise<Catalogue>>();

/** The catalogue, read once in a process: no role of the platform can change it, only a migration, before anything is served. */
export function catalogueOf(context: PublicationContext): Promise<Catalogue> {
  const known = catalogues.get(context.platform);
  if (known) return known;
  const read = readCatalogue(context);
  catalogues.set(context.platform, read);
  read.catch(() => catalogues.delete(context.platform));
  return read;
}

async function readCatalogue(context: PublicationContext): Promise<Catalogue> {
  const rows = await readAsViewer(context, (q) => q.query<{ id: string; parent_id: string | null; ordinal: number; name: string; clause: string; items: string[] }>('SELECT id, parent_id, ordinal, name, clause, items FROM publication.catalogue ORDER BY ordinal, id'));
  return new Catalogue(rows.map(({ parent_id: parentId, ...row }) => ({ ...row, parentId })));
}

/** How many items are public in each category and below it; an item in two leaves counts once in what is above both. */
export const categoryCounts = (context: PublicationContext): Promise<ReadonlyMap<string, number>> => once(context, 'category-counts', async () => {
  const catalogue = await catalogueOf(context);
  const { today } = await factsOf(context);
  const pairs = catalogue.all.flatMap(({ id }) => catalogue.pathOf(id).map((above) => [id, above.id] as const));
  const rows = await readAsViewer(context, (q) => q.query<{ above: string; count: number }>(
    `SELECT p.above, count(DISTINCT d.id) AS count FROM publication.live_disclosure d, unnest(d.category_ids) AS c (leaf), unnest($2::text[], $3::text[]) AS p (leaf, above)
     WHERE p.leaf = c.leaf AND (d.expires_on IS NULL OR d.expires_on >= $1) GROUP BY p.above`, [today, pairs.map(([leaf]) => leaf), pairs.map(([, above]) => above)]));
  return new Map(rows.map(({ above, count }) => [above, count]));
});
