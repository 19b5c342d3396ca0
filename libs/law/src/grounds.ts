import { localDate } from '@disclosure/kernel';
import type { Ground } from './types.ts';

const always = { validFrom: localDate('2019-05-15'), validTo: null } as const;
const everywhere = ['REQUEST', 'REQUEST_PART', 'PUBLICATION'] as const;

/** The lawful grounds for not disclosing. The first seven are the rows of the annual report, table 3, 三(三). */
export const grounds: readonly Ground[] = [
  { id: 'STATE_SECRET', label: '国家秘密', clauses: ['A1-7-1', 'R-14'], reportRow: 1, uses: everywhere, ...always },
  { id: 'FORBIDDEN_BY_LAW', label: '法律、行政法规禁止公开', clauses: ['A1-7-7', 'R-14'], reportRow: 2, uses: everywhere, ...always },
  { id: 'SECURITY_AND_STABILITY', label: '危及国家安全、公共安全、经济安全、社会稳定', clauses: ['A1-7-2', 'R-14'], reportRow: 3, uses: everywhere, ...always },
  { id: 'THIRD_PARTY_RIGHTS', label: '第三方合法权益', clauses: ['A1-7-3', 'R-15'], reportRow: 4, uses: everywhere, ...always },
  { id: 'INTERNAL_AFFAIRS', label: '内部事务信息', clauses: ['A1-7-4', 'R-16'], reportRow: 5, uses: everywhere, ...always },
  { id: 'DELIBERATIVE', label: '过程性信息', clauses: ['A1-7-5', 'R-16'], reportRow: 6, uses: everywhere, ...always },
  // Not among the seven items of A1-7, from which a publication takes its ground; R-16 alone gives it, for requests.
  { id: 'ENFORCEMENT_FILE', label: '行政执法案卷信息', clauses: ['R-16'], reportRow: 7, uses: ['REQUEST', 'REQUEST_PART'], ...always },
  { id: 'APPROVAL_NOT_GIVEN', label: '须经批准而未获批准', clauses: ['A1-7-6', 'R-11'], reportRow: null, uses: ['PUBLICATION'], validFrom: localDate('2020-12-31'), validTo: null },
  { id: 'NOT_GOVERNMENT_INFORMATION', label: '不属于政府信息', clauses: ['A2-12-7', 'R-37'], reportRow: null, uses: ['REQUEST_PART'], ...always },
];

/** What of a third party is protected; a reason names one of them, the report counts both in one row. */
export const thirdPartyRights = { TRADE_SECRET: '商业秘密', PERSONAL_PRIVACY: '个人隐私' } as const;
