import { registerEnumType } from 'type-graphql';
import { makeCommonTypes, makePageArgs } from '@disclosure/platform-graphql';
import { STATES } from '@disclosure/publication-domain';

/** The value types as this subgraph speaks them. */
export const common = makeCommonTypes();
export const PageArgs = makePageArgs();

/** An enum of the graph, each value with its description: English where the word needs it, the Chinese term in brackets. */
function enumOf<T extends Readonly<Record<string, string>>>(name: string, description: string, described: T): { readonly [K in keyof T]: K } {
  const values = Object.fromEntries(Object.keys(described).map((key) => [key, key])) as { readonly [K in keyof T]: K };
  registerEnumType(values, { name, description, valuesConfig: Object.fromEntries(Object.entries(described).map(([key, text]) => [key, { description: text }])) as never });
  return values;
}

export const Extent = enumOf('Extent', 'How much of the information goes out (公开方式, A3-5).', {
  FULL_TEXT: 'The whole text (全文公开).', REDACTED: 'With redactions (删减后公开).', WITHHELD: 'Nothing, on a ground (不予公开).',
});
export const Mode = enumOf('Mode', 'On whose motion it goes out (公开方式, A3-5).', {
  PROACTIVE: 'Of the department\'s own motion, to everybody (主动公开).', ON_REQUEST: 'To the applicant of one case (依申请公开).',
});
export const DisclosureStateEnum = enumOf('DisclosureState', 'Where a disclosure stands (状态). The public sees PUBLISHED and WITHDRAWN alone.', STATES);
export const DisclosureRoute = enumOf('DisclosureRoute', 'The way to publication (公开程序, A1-14).', {
  DOCUMENT: 'The department\'s own official document (我厅发文主动公开).', OTHER: 'Other information, by the disclosure approval form (其他政府信息公开).',
});
export const Validity = enumOf('Validity', 'Whether a document is in force (有效性).', { IN_FORCE: '有效', AMENDED: '已修改', REPEALED: '已废止', EXPIRED: '失效' });
export const VersionKind = enumOf('DisclosureVersionKind', 'What a version is (版本类型).', { FIRST: 'The first (首次公开).', CORRECTION: 'A correction, with a note (更正).', CHANGE: 'The information changed (变更).' });
export const PublicationGround = enumOf('PublicationGround', 'Why information is not published (不予公开的依据, A1-7).', {
  STATE_SECRET: '国家秘密', FORBIDDEN_BY_LAW: '法律、行政法规禁止公开', SECURITY_AND_STABILITY: '三安全一稳定', THIRD_PARTY_RIGHTS: '第三方合法权益', INTERNAL_AFFAIRS: '内部事务信息', DELIBERATIVE: '过程性信息', APPROVAL_NOT_GIVEN: '须经批准而未获批准',
});
export const SearchOrder = enumOf('SearchOrder', 'The order of search results (排序).', { RELEVANCE: 'Best first, then newest (相关度).', DATE: 'Newest first (公开日期).' });
