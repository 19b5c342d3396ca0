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

/**
 * Where the identities are samples, which everybody can sign in as, there is nobody to guard: a script may play a year of applicants
 * from one address. Still limited, so that a client sees the refusal that it would meet.
 */
export const SAMPLE_ANONYMOUS_MUTATIONS: RateLimit = { burst: 1000, perHour: 36_000 };

/** Clients remembered; beyond it the one seen longest ago is forgotten, and begins with a full bucket. */
const CLIENTS = 10_000;
const HOUR_MS = 3_600_000;

/**
 * What counts as one client: an IPv4 address, or the first half of an IPv6 address, since whoever has one has 2^64 of them.
 */
export function clientOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] as string;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] as string).toLowerCase().split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const after = groups(tail ?? '');
  const all = tail === undefined ? groups(head) : [...groups(head), ...Array.from({ length: Math.max(0, 8 - groups(head).length - after.length) }, () => '0'), ...after];
  return `${all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** A token bucket for each client, in this process's memory, by machine time: kept as the moment at which it is full again. */
export class TokenBuckets {
  readonly #fullAt = new Map<string, number>();
  readonly #tokenMs: number;

  constructor(private readonly limit: RateLimit, private readonly machineNow: MachineClock) {
    this.#tokenMs = HOUR_MS / limit.perHour;
  }

  /** Takes so many tokens; 0 when they were there, otherwise the seconds after which they will be (nothing is taken then). */
  take(client: string, tokens: number): number {
    const now = this.machineNow();
    const empty = now + this.limit.burst * this.#tokenMs;
    // Between full and empty, even where the clock was set back.
    const fullAt = Math.min(Math.max(this.#fullAt.get(client) ?? now, now), empty);
    const then = fullAt + tokens * this.#tokenMs;
    this.#fullAt.delete(client);
    this.#fullAt.set(client, then > empty ? fullAt : then);
    if (this.#fullAt.size > CLIENTS) this.#fullAt.delete(this.#fullAt.keys().next().value as string);
    return then > empty ? Math.ceil((then - empty) / 1000) : 0;
  }
}

function rateLimited(retryAfterSeconds: number): GraphQLError {
  const headers = new Map([['retry-after', String(retryAfterSeconds)]]);
  return new GraphQLError(`操作过于频繁，请 ${retryAfterSeconds} 秒后再试。`, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds, http: { status: 429, headers } } });
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
          const wait = buckets.take(clientOf(contextValue.clientAddress), rootFields(document, operation.selectionSet).length);
          if (wait > 0) throw rateLimited(wait);
        },
      };
    },
  };
}
