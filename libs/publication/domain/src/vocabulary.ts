/** The ways to publication (A1-14): the department's own documents, and other information. */
export const ROUTES = ['DOCUMENT', 'OTHER'] as const;
export type Route = (typeof ROUTES)[number];

export const EXTENTS = ['FULL_TEXT', 'REDACTED', 'WITHHELD'] as const;
export const MODES = ['PROACTIVE', 'ON_REQUEST'] as const;

/** 有效性: whether a document is in force. */
export const VALIDITIES = ['IN_FORCE', 'AMENDED', 'REPEALED', 'EXPIRED'] as const;
export type Validity = (typeof VALIDITIES)[number];

/** What a version is: the first, a correction with a visible note, or a change of the information itself. */
export const VERSION_KINDS = ['FIRST', 'CORRECTION', 'CHANGE'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/** Positions of the main line, with what people call them. `OPENED`: a request led here, and content is awaited (A2-21). */
export const STATES = {
  OPENED: '待填写', DRAFT: '拟制', IN_APPROVAL: '审签中', SIGNED_OFF: '已签发', HANDED_OVER: '已交公开办',
  PROPOSED: '处室提出', DIVISION_APPROVED: '处室负责人已审核', DEPUTY_APPROVED: '分管厅领导已审批', PRINCIPAL_APPROVED: '主要领导已批准',
  PUBLISHED: '已公开', WITHDRAWN: '已撤回',
} as const;
export type DisclosureStage = keyof typeof STATES;

export const EXTENT_LABELS: Readonly<Record<(typeof EXTENTS)[number], string>> = { FULL_TEXT: '全文公开', REDACTED: '删减后公开', WITHHELD: '不予公开' };
export const MODE_LABELS: Readonly<Record<(typeof MODES)[number], string>> = { PROACTIVE: '主动公开', ON_REQUEST: '依申请公开' };
export const VALIDITY_LABELS: Readonly<Record<Validity, string>> = { IN_FORCE: '有效', AMENDED: '已修改', REPEALED: '已废止', EXPIRED: '失效' };
