import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { TokenBuckets } from '@disclosure/platform-graphql';
import type { RateLimit } from '@disclosure/platform-graphql';
import type { MachineClock } from '@disclosure/platform-identity';
import type { GatewayContext } from './gateway-context.ts';

/** For people without an account: a handful at once, then one every two minutes. Guessing tracking codes gets nowhere. */
export const ANONYMOUS_MUTATIONS: RateLimit = { burst: 20, perHour: 30 };

/**
 * Where the identities are samples, which everybody can sign in as, there is nobody to guard: a script may play a year of applicants
 * from one address. Still limited, so that a client sees the refusal that it would meet.
 */
export const SAMPLE_ANONYMOUS_MUTATIONS: RateLimit = { burst: 1000, perHour: 36_000 };

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
