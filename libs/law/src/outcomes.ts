import { localDate } from '@disclosure/kernel';
import { grounds } from './grounds.ts';
import type { OutcomeRule } from './types.ts';

const always = { validFrom: localDate('2019-05-15'), validTo: null } as const;
const groundsFor = (use: 'REQUEST' | 'REQUEST_PART'): readonly string[] => grounds.filter((ground) => ground.uses.includes(use)).map((ground) => ground.id);

/**
 * The outcomes of a request or of one item of it: what a reply must carry, by the name of its field, and the row of the annual
 * report that it counts in (table 3, 三). The order is that of the reply form; where a case has outcomes in different rows, the
 * first here is proposed as the principal one.
 */
export const outcomes: readonly OutcomeRule[] = [
  { id: 'ALREADY_PUBLISHED', label: '已主动公开', codes: ['G1'], clauses: ['A1-19-1', 'A2-12-1', 'R-36-1'], reportRow: 'DISCLOSED', grounds: [], mustCarry: ['whereToFind'], ...always },
  { id: 'DISCLOSED', label: '予以公开', codes: ['G2'], clauses: ['A1-19-2', 'A2-12-2', 'R-36-2'], reportRow: 'DISCLOSED', grounds: [], mustCarry: ['informationOrHowToGetIt'], ...always },
  { id: 'PARTLY_DISCLOSED', label: '部分公开（区分处理）', codes: ['P1', 'P2'], clauses: ['A1-19-6', 'A2-12-7', 'R-37'], reportRow: 'PARTLY_DISCLOSED', grounds: groundsFor('REQUEST_PART'), mustCarry: ['informationOrHowToGetIt', 'withheldParts', 'reasons'], ...always },
  { id: 'WITHHELD', label: '不予公开', codes: ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7'], clauses: ['A1-19-5', 'A2-12-3', 'R-36-3'], reportRow: 'WITHHELD_*', grounds: groundsFor('REQUEST'), mustCarry: ['reasons'], ...always },
  { id: 'NOT_HELD', label: '信息不存在', codes: ['U1'], clauses: ['A1-19-3', 'A2-12-4', 'R-36-4'], reportRow: 'UNAVAILABLE_NOT_HELD', grounds: [], mustCarry: ['searchRecord'], ...always },
  { id: 'REQUIRES_CREATION', label: '需要加工、分析', codes: ['U3'], clauses: ['A1-19-9', 'A2-13', 'R-38'], reportRow: 'UNAVAILABLE_REQUIRES_CREATION', grounds: [], mustCarry: ['whatWouldBeCreated'], ...always },
  { id: 'STILL_UNCLEAR', label: '补正后仍不明确', codes: ['U4'], clauses: ['A2-10', 'R-30'], reportRow: 'UNAVAILABLE_STILL_UNCLEAR', grounds: [], mustCarry: ['whatIsStillUnclear'], ...always },
  { id: 'OTHER_AGENCY', label: '不属于本机关负责公开', codes: ['U2'], clauses: ['A1-19-4', 'A2-12-5', 'R-36-5'], reportRow: 'UNAVAILABLE_NOT_HELD', grounds: [], mustCarry: ['reasons', 'competentAgencyIfKnown'], ...always },
  { id: 'REPEATED', label: '重复申请', codes: ['X2'], clauses: ['A1-19-10', 'A2-12-6', 'R-36-6'], reportRow: 'NOT_PROCESSED_REPEATED', grounds: [], mustCarry: ['earlierRequest'], ...always },
  { id: 'PETITION_MATTER', label: '信访、投诉、举报', codes: ['X1'], clauses: ['A1-19-11', 'A2-18', 'R-39-1'], reportRow: 'NOT_PROCESSED_PETITION_MATTER', grounds: [], mustCarry: ['properChannel'], ...always },
  { id: 'PUBLISHED_MATERIAL', label: '要求提供公开出版物', codes: ['X3'], clauses: ['R-39-2'], reportRow: 'NOT_PROCESSED_PUBLISHED_MATERIAL', grounds: [], mustCarry: ['whereToFind'], ...always },
  { id: 'UNREASONABLE_VOLUME', label: '数量、频次明显超过合理范围', codes: ['X4'], clauses: ['A2-17', 'R-35'], reportRow: 'NOT_PROCESSED_UNREASONABLE_VOLUME', grounds: [], mustCarry: ['reasonsAskedFor', 'reasons'], ...always },
  { id: 'CONFIRM_OR_REISSUE', label: '要求确认或重新出具', codes: ['X5'], clauses: ['SC-2021-30', 'R-2'], reportRow: 'NOT_PROCESSED_CONFIRM_OR_REISSUE', grounds: [], mustCarry: ['reasons'], ...always },
  { id: 'SPECIAL_REGIME', label: '另有特别规定（行政查询事项）', codes: ['N8'], clauses: ['A2-12-8', 'R-36-7'], reportRow: 'WITHHELD_SPECIAL_REGIME', grounds: [], mustCarry: ['governingLaw'], ...always },
  { id: 'NOT_CLARIFIED', label: '逾期不补正', codes: ['O1'], clauses: ['A2-10', 'R-30'], reportRow: 'OTHER_NOT_CLARIFIED', grounds: [], mustCarry: [], ...always },
  { id: 'FEE_UNPAID', label: '逾期未缴费', codes: ['O2'], clauses: ['A2-22', 'SC-2020-109-6', 'R-42'], reportRow: 'OTHER_FEE_UNPAID', grounds: [], mustCarry: [], validFrom: localDate('2021-01-01'), validTo: null },
  { id: 'WITHDRAWN', label: '撤回', codes: ['O3'], clauses: ['SC-2021-30'], reportRow: 'OTHER', grounds: [], mustCarry: [], ...always },
];
