import type { GraphQLResolveInfo } from 'graphql';
import { looked, looksResolver } from '@disclosure/platform-subgraph';
import type { PublicationContext } from '../publication.context.ts';
import { asks } from './asked.ts';
import { common, PageArgs } from './common.ts';
import type { VisibleDisclosure } from './disclosure.loader.ts';

/** What the public is not told of an item that is out; of `state` and `versions` a part. */
const OFFICERS_FIELDS: ReadonlySet<string> = new Set(['state', 'route', 'ground', 'reasons', 'isMajorSensitive', 'originRequests', 'version', 'versions', 'warnings', 'availableActions', 'clock', 'deadlines', 'timeline']);

/** An auditor's look at disclosures as officers see them: opened by id, or in a list of officers. Whoever sees none of the work on them sees what the public sees. */
export const lookedAt = (context: PublicationContext, what: 'CASE' | 'LIST', seen: readonly VisibleDisclosure[]): Promise<void> => looked(context, what, seen.filter(({ working }) => working !== null).map(({ id }) => id));

/** The same of a list, a search or an address of what is public: a look only where more is asked for than the public sees. */
export async function lookedAmongPublic(context: PublicationContext, info: GraphQLResolveInfo, what: 'CASE' | 'LIST', seen: readonly VisibleDisclosure[]): Promise<void> {
  if (context.actor.kind === 'OFFICER' && asks(info, OFFICERS_FIELDS)) await lookedAt(context, what, seen);
}

export const DisclosureLooksResolver = looksResolver({
  common, PageArgs, query: 'disclosureLooks', type: 'DisclosureLook', title: '主动公开的审计查阅记录',
  record: { name: 'disclosureId', field: 'The disclosure that was seen (公开事项标识); null for a list that held none.', argument: 'Only at this disclosure (公开事项).' },
});
