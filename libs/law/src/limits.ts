import { localDate } from '@disclosure/kernel';
import type { Certainty, ClauseId, LimitId, TimeLimit, TimeUnit } from './types.ts';

interface Row {
  readonly id: LimitId;
  readonly title: string;
  readonly length: number;
  readonly unit: TimeUnit;
  readonly starts: string;
  /** The clause people are told first. */
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly certainty?: Certainty;
  readonly direction?: 'BACKWARD';
  readonly rollOver?: true;
  readonly configurable?: true;
  readonly validFrom?: string;
}

/** When the revised Regulations began: older law is not kept here. */
const REGULATIONS = '2019-05-15';
const NOTICE = '2020-12-31';
const RECONSIDERATION_LAW = '2024-01-01';

const rows: readonly Row[] = [
  { id: 'T01', title: '答复期限', length: 20, unit: 'WORKING_DAYS', starts: '收到申请之日（补正的，自收到补正的申请之日）', clauses: ['A1-17-4', 'A2-9', 'R-33'] },
  // “在明确的时限内反馈厅公开办”: the notice leaves the time to the office; counted back from the day the reply is due.
  { id: 'T01-PROPOSAL', title: '承办处室反馈答复意见', length: 7, unit: 'WORKING_DAYS', direction: 'BACKWARD', starts: '答复期限届满日', clauses: ['A2-11'], certainty: 'DESIGN', configurable: true },
  { id: 'T02', title: '延长答复期限', length: 20, unit: 'WORKING_DAYS', starts: '答复期限届满', clauses: ['A1-17-3', 'A2-9', 'R-33'] },
  { id: 'T03', title: '告知补正', length: 7, unit: 'WORKING_DAYS', starts: '收到申请之日', clauses: ['A1-17-2', 'A2-10', 'R-30'] },
  { id: 'T04', title: '申请人补正', length: 15, unit: 'WORKING_DAYS', starts: '补正告知书送达之日', clauses: ['A2-10', 'R-30'], certainty: 'DESIGN', configurable: true },
  // The law leaves these two open as it does the clarification period; the default is the same and is printed in the letter.
  { id: 'T04-REASONS', title: '申请人说明理由', length: 15, unit: 'WORKING_DAYS', starts: '说明理由告知书送达之日', clauses: ['A2-17', 'R-35'], certainty: 'DESIGN', configurable: true },
  { id: 'T04-DELAYED-REPLY', title: '延迟答复', length: 15, unit: 'WORKING_DAYS', starts: '原答复期限届满', clauses: ['A2-17', 'R-35'], certainty: 'DESIGN', configurable: true },
  { id: 'T05', title: '第三方提出意见', length: 15, unit: 'WORKING_DAYS', starts: '第三方收到征求意见书之日', clauses: ['A2-15', 'R-32'] },
  // The law names no time in which to ask after a letter; the reply clock stands still meanwhile, so somebody must.
  { id: 'T05-RECEIPT', title: '查明征求意见书是否送达', length: 10, unit: 'WORKING_DAYS', starts: '发出征求意见书之日', clauses: ['R-32', 'A2-15'], certainty: 'DESIGN', configurable: true },
  { id: 'T06', title: '共同制作机关提出意见', length: 15, unit: 'WORKING_DAYS', starts: '被征求机关收到征求意见书之日', clauses: ['A1-19-8', 'A2-16', 'R-34'] },
  // No law asks the agency that is told of a request for anything: this is the day from which silence is shown to the office.
  { id: 'T06-REFERRAL', title: '转送后答复', length: 15, unit: 'WORKING_DAYS', starts: '转送之日', clauses: ['A1-19-4', 'R-36-5'], certainty: 'DESIGN', configurable: true },
  { id: 'T07', title: '主动公开', length: 20, unit: 'WORKING_DAYS', starts: '信息形成或者变更之日', clauses: ['A1-13', 'A4-4', 'R-26'] },
  { id: 'T08', title: '平常信函当日确认', length: 0, unit: 'DAYS', starts: '收到信函之日', clauses: ['A2-6', 'R-31-2'] },
  { id: 'T09', title: '更正政府信息', length: 20, unit: 'WORKING_DAYS', starts: '收到更正要求之日', clauses: ['A2-19', 'R-41'], certainty: 'DESIGN', configurable: true },
  // The last day of December plus one month is 31 January, a fixed date: it does not move to a working day.
  { id: 'T10', title: '年度报告提交并公布', length: 1, unit: 'MONTHS', starts: '报告年度终了之日（12月31日）', clauses: ['R-49'] },
  { id: 'T11', title: '政策解读上线', length: 3, unit: 'WORKING_DAYS', starts: '政策文件公布之日', clauses: ['A5', 'SC-2016-80'], certainty: 'GENERAL_KNOWLEDGE', validFrom: NOTICE },
  { id: 'T12', title: '重大突发事件发布权威信息', length: 5, unit: 'HOURS', starts: '发现舆情之时', clauses: ['A6', 'SC-2016-80'], certainty: 'SECONDARY', validFrom: NOTICE },
  { id: 'T13', title: '重大突发事件举行新闻发布会', length: 24, unit: 'HOURS', starts: '发现舆情之时', clauses: ['A6', 'SC-2016-61'], certainty: 'SECONDARY', validFrom: NOTICE },
  { id: 'T14', title: '回应其他政务舆情', length: 48, unit: 'HOURS', starts: '发现舆情之时', clauses: ['A6', 'SC-2016-61'], certainty: 'SECONDARY', validFrom: NOTICE },
  { id: 'T15', title: '政务新媒体更新', length: 14, unit: 'DAYS', starts: '上次更新之日', clauses: ['A7', 'SC-2019-19'], certainty: 'SECONDARY', validFrom: NOTICE },
  { id: 'T16', title: '公开采购意向', length: 30, unit: 'DAYS', direction: 'BACKWARD', starts: '采购活动开始之日', clauses: ['A4-4', 'MOF-2020-10'], certainty: 'EXCERPT', validFrom: '2021-01-01' },
  { id: 'T17', title: '公告采购结果', length: 2, unit: 'WORKING_DAYS', starts: '中标（成交）结果确定之日', clauses: ['A4-4', 'GPLI-43'] },
  { id: 'T18', title: '公告采购合同', length: 2, unit: 'WORKING_DAYS', starts: '合同签订之日', clauses: ['A4-4', 'GPLI-50'] },
  { id: 'T19', title: '缴纳信息处理费', length: 20, unit: 'WORKING_DAYS', starts: '收到收费通知之日', clauses: ['A2-22', 'R-42', 'SC-2020-109-6'], certainty: 'SECONDARY', validFrom: '2021-01-01' },
  { id: 'T20', title: '申请行政复议', length: 60, unit: 'DAYS', rollOver: true, starts: '申请人收到答复之日', clauses: ['A1-18', 'ARL-20'] },
  { id: 'T20-SUIT', title: '直接提起行政诉讼', length: 6, unit: 'MONTHS', rollOver: true, starts: '申请人收到答复之日', clauses: ['A1-18', 'ALL-46'], certainty: 'SECONDARY' },
  { id: 'T20-SUIT-AFTER-RECONSIDERATION', title: '复议后提起行政诉讼', length: 15, unit: 'DAYS', rollOver: true, starts: '申请人收到复议决定之日', clauses: ['A1-18', 'ARL-34', 'ALL-45'] , certainty: 'SECONDARY' },
  { id: 'T21', title: '提出行政复议答复', length: 10, unit: 'WORKING_DAYS', starts: '收到行政复议申请书副本之日', clauses: ['A1-18', 'ARL-48', 'ARL-88'], validFrom: RECONSIDERATION_LAW },
  { id: 'T21-SIMPLIFIED', title: '提出行政复议答复（简易程序）', length: 5, unit: 'WORKING_DAYS', starts: '收到行政复议申请书副本之日', clauses: ['A1-18', 'ARL-54', 'ARL-88'], validFrom: RECONSIDERATION_LAW },
  { id: 'T21-EVIDENCE', title: '向人民法院提交证据', length: 15, unit: 'DAYS', rollOver: true, starts: '收到起诉状副本之日', clauses: ['A1-18', 'ALL-67'], certainty: 'SECONDARY' },
  { id: 'T21-OPINION', title: '报送行政复议意见书办理情况', length: 60, unit: 'DAYS', rollOver: true, starts: '收到行政复议意见书之日', clauses: ['A1-18', 'ARL-76'], validFrom: RECONSIDERATION_LAW },
  { id: 'T22', title: '公开行政许可、行政处罚决定', length: 7, unit: 'WORKING_DAYS', starts: '作出决定之日', clauses: ['A1-13', 'SC-2018-118'], certainty: 'SECONDARY' },
  { id: 'T23', title: '报告泄密', length: 24, unit: 'HOURS', starts: '发现之时', clauses: ['A3-10', 'SSLI-61'], validFrom: '2024-09-01' },
  // CLK-16: the ten working days in which a report on a matter outside the secrecy list is answered, read as the time for any question put outside.
  { id: 'T23-DETERMINATION', title: '报省确定的答复', length: 10, unit: 'WORKING_DAYS', starts: '报请确定之日', clauses: ['A3-4', 'SSLI-25'], certainty: 'DESIGN', configurable: true },
];

/** The statutory limits T01–T23, each with its clauses and the day from which it holds. */
export const limits: readonly TimeLimit[] = rows.map((row) => ({
  id: row.id, title: row.title, length: row.length, unit: row.unit, direction: row.direction ?? 'FORWARD', rollOver: row.rollOver ?? false, starts: row.starts,
  clause: row.clauses[0], clauses: row.clauses, certainty: row.certainty ?? 'FULL_TEXT', configurable: row.configurable ?? false,
  validFrom: localDate(row.validFrom ?? REGULATIONS), validTo: null,
}));
