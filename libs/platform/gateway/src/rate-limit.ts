import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { MachineClock } from '@disclosure/platform-identity';
import type { GatewayContext } from './gateway-context.ts';

export interface RateLimit {
  /** So many at once. */
  readonly burst: number;
  /** And so many an hour after that. */
  readonly perHour: number;
}

/** For people without an account: a handful at once, then one every two minutes. Guessing tracking codes gets nowhere. */
export const ANONYMOUS_MUTATIONS: RateLimit = { burst: 20, perHour: 30 };

/** Clients remembered; beyond it the one seen longest ago is forgotten, and begins with a full bucket. */
const CLIENTS = 10_000;
const HOUR_MS = 3_600_000;

/** A token bucket for each client, in this process's memory, by machine time. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly limit: RateLimit, private readonly machineNow: MachineClock) {}

  /** Takes so many tokens; 0 when they were there, otherwise the seconds after which they will be (nothing is taken then). */
  take(client: string, tokens: number): number {
    const { burst, perHour } = this.limit;
    const now = this.machineNow();
    const bucket = this.#buckets.get(client) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * perHour) / HOUR_MS);
    const missing = tokens - filled;
    this.#buckets.delete(client);
    this.#buckets.set(client, { tokens: missing > 0 ? filled : filled - tokens, at: now });
    if (this.#buckets.size > CLIENTS) this.#buckets.delete(this.#buckets.keys().next().value as string);
    return missing > 0 ? Math.ceil((missing * HOUR_MS) / perHour / 1000) : 0;
  }
}

function rateLimited(retryAfterSeconds: number): GraphQLError {
  const headers = new Map([['retry-after', String(retryAfterSeconds)]]);
  return new GraphQLError(`操作过于频繁,请 ${retryAfterSeconds} 秒后再试。`, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds, http: { status: 429, headers } } });
}

/** Names of the root fields, fragments expanded; the number of aliases is limited before. */
function rootFields(document: DocumentNode, set: SelectionSetNode): readonly string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet);
    const fragment = document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value);
    return fragment && fragment.kind === Kind.FRAGMENT_DEFINITION ? rootFields(document, fragment.selectionSet) : [];
  });
}

/** Limits mutations of the public (submitting a request, exchanging a tracking code) by client address: each root field takes one token. */
export function rateLimitPlugin(limit: RateLimit, machineNow: MachineClock): ApolloServerPlugin<GatewayContext> {
  const buckets = new TokenBuckets(limit, machineNow);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          if (operation?.operation !== 'mutation' || contextValue.actor.kind !== 'PUBLIC') return;
          const wait = buckets.take(contextValue.clientAddress, rootFields(document, operation.selectionSet).length);
          if (wait > 0) throw rateLimited(wait);
        },
      };
    },
  };
}
