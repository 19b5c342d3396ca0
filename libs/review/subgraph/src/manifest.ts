import { buildSubgraph } from '@disclosure/platform-graphql';
import type { EntityKey } from '@disclosure/platform-graphql';
import type { Platform } from '@disclosure/platform-persistence';
import type { ContextManifest } from '@disclosure/platform-subgraph';
import { removeNoted } from './removals.ts';
import { createReviewContext } from './review.context.ts';
import type { ReviewContext } from './review.context.ts';
import { reviewSchema } from './review.migrations.ts';
import type { ReviewServices } from './review.services.ts';
import { reviewShell } from './review.shell.ts';
import { clearanceLoader, reviewLoader } from './schema/review.loader.ts';
import { reviewResolvers } from './schema/review.resolver.ts';

const idsOf = (keys: readonly EntityKey[]): readonly string[] => keys.map(({ id }) => String(id));

/** `loadMany` gives faults as values; here a fault is a fault. */
const orThrow = <T>(found: readonly (T | Error)[]): readonly T[] => found.map((item) => { if (item instanceof Error) throw item; return item; });

/** All that an app needs to serve `review`. */
export const reviewManifest: ContextManifest<ReviewServices & { readonly platform: Platform }> = {
  name: 'review',
  schema: reviewSchema,
  subgraph: buildSubgraph<ReviewContext>({
    name: 'review',
    resolvers: reviewResolvers,
    references: {
      ReviewCase: { load: async (keys, context) => orThrow(await reviewLoader(context).loadMany(idsOf(keys))) },
      Clearance: { load: async (keys, context) => orThrow(await clearanceLoader(context).loadMany(idsOf(keys))) },
    },
  }),
  createContext: createReviewContext,
  shells: (services) => [reviewShell(services)],
  consumers: () => [],
  chores: ({ platform, ...services }) => [{ name: 'files of classified content', run: () => removeNoted(platform, services) }],
};
