import type { LocalDate } from '@disclosure/kernel';
import { reportRowOf } from '@disclosure/law';
import type { LawBook } from '@disclosure/law';
import type { RequestState } from './request.state.ts';
import { APPLICANT_KINDS } from './vocabulary.ts';
import type { ApplicantKind } from './vocabulary.ts';

/** A row of the annual report's table 3 (国办公开办函〔2021〕30号): a leaf counts cases, a sum adds the leaves below it. */
export interface ReportRow {
  readonly id: string;
  readonly number: string;
  readonly label: string;
  /** The rows it adds up; null for what is counted. */
  readonly sumOf: readonly string[] | null;
}

const leaf = (id: string, number: string, label: string): ReportRow => ({ id, number, label, sumOf: null });

const RESULT_LEAVES: readonly ReportRow[] = [
  leaf('DISCLOSED', '三（一）', '予以公开'),
  leaf('PARTLY_DISCLOSED', '三（二）', '部分公开（区分处理的，只计这一情形，不计其他情形）'),
  leaf('WITHHELD_STATE_SECRET', '三（三）1', '属于国家秘密'),
  leaf('WITHHELD_FORBIDDEN_BY_LAW', '三（三）2', '其他法律行政法规禁止公开'),
  leaf('WITHHELD_SECURITY_AND_STABILITY', '三（三）3', '危及“三安全一稳定”'),
  leaf('WITHHELD_THIRD_PARTY_RIGHTS', '三（三）4', '保护第三方合法权益'),
  leaf('WITHHELD_INTERNAL_AFFAIRS', '三（三）5', '属于三类内部事务信息'),
  leaf('WITHHELD_DELIBERATIVE', '三（三）6', '属于四类过程性信息'),
  leaf('WITHHELD_ENFORCEMENT_FILE', '三（三）7', '属于行政执法案卷'),
  leaf('WITHHELD_SPECIAL_REGIME', '三（三）8', '属于行政查询事项'),
  leaf('UNAVAILABLE_NOT_HELD', '三（四）1', '本机关不掌握相关政府信息'),
  leaf('UNAVAILABLE_REQUIRES_CREATION', '三（四）2', '没有现成信息需要另行制作'),
  leaf('UNAVAILABLE_STILL_UNCLEAR', '三（四）3', '补正后申请内容仍不明确'),
  leaf('NOT_PROCESSED_PETITION_MATTER', '三（五）1', '信访举报投诉类申请'),
  leaf('NOT_PROCESSED_REPEATED', '三（五）2', '重复申请'),
  leaf('NOT_PROCESSED_PUBLISHED_MATERIAL', '三（五）3', '要求提供公开出版物'),
  leaf('NOT_PROCESSED_UNREASONABLE_VOLUME', '三（五）4', '无正当理由大量反复申请'),
  leaf('NOT_PROCESSED_CONFIRM_OR_REISSUE', '三（五）5', '要求行政机关确认或重新出具已获取信息'),
  leaf('OTHER_NOT_CLARIFIED', '三（六）1', '申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'),
  leaf('OTHER_FEE_UNPAID', '三（六）2', '申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'),
  leaf('OTHER', '三（六）3', '其他'),
];
const leavesUnder = (number: string): readonly string[] => RESULT_LEAVES.filter((row) => row.number.startsWith(number)).map((row) => row.id);
const sum = (id: string, number: string, label: string): ReportRow => ({ id, number, label, sumOf: leavesUnder(number) });

/** The rows of table 3 in the form's order; groups of which the form prints no number of their own are left out. */
export const REPORT_ROWS: readonly ReportRow[] = [
  leaf('NEW_THIS_YEAR', '一', '本年新收政府信息公开申请数量'),
  leaf('CARRIED_OVER', '二', '上年结转政府信息公开申请数量'),
  ...RESULT_LEAVES,
  { id: 'RESULTS_TOTAL', number: '三（七）', label: '总计', sumOf: RESULT_LEAVES.map((row) => row.id) },
  leaf('CARRIED_FORWARD', '四', '结转下年度继续办理'),
];
/** The groups (三)–(六), for checks and displays that want them. */
export const REPORT_GROUPS: readonly ReportRow[] = [sum('WITHHELD', '三（三）', '不予公开'), sum('UNAVAILABLE', '三（四）', '无法提供'), sum('NOT_PROCESSED', '三（五）', '不予处理'), sum('OTHER_GROUP', '三（六）', '其他处理')];

const GIVES = ['DISCLOSED', 'ALREADY_PUBLISHED'];

/**
 * The one row of 三 that a closed case counts in (DEC-01, AR7); null while it is open. Severance overrides everything: a case in which part is
 * given and part withheld is partly disclosed. Otherwise the item that the office named is the principal one; by default the outcome that stands first in the law's table.
 */
export function reportRowFor(state: RequestState, law: LawBook): string | null {
  const on = state.lawOn ?? state.submittedOn;
  // An end without a reply has its own outcome, which archiving keeps.
  if (state.endOutcome !== null) return on === null ? null : reportRowOf(law, state.endOutcome, null, on);
  const items = state.proposal?.items ?? [];
  const order = law.outcomes.map((outcome) => outcome.id);
  const principal = items[state.proposal?.principalItem ?? -1] ?? [...items].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];
  if (state.servedOn === null || principal === undefined) return null;
  const outcomes = items.map((item) => item.outcome);
  if (outcomes.includes('PARTLY_DISCLOSED') || (outcomes.includes('WITHHELD') && outcomes.some((outcome) => GIVES.includes(outcome)))) return 'PARTLY_DISCLOSED';
  return reportRowOf(law, principal.outcome, principal.ground, state.lawOn ?? state.servedOn);
}

/** One case as the report sees it. */
export interface ReportCase { readonly kind: ApplicantKind; readonly receivedOn: LocalDate; readonly closedOn: LocalDate | null; readonly row: string | null }
/** How many cases of a kind came in, were carried and ended in a row; what SQL counts, case by case or summed. */
export interface ReportCount { readonly row: string; readonly kind: ApplicantKind; readonly count: number }
export interface ReportTable { readonly rows: readonly { readonly row: ReportRow; readonly byKind: Readonly<Record<ApplicantKind, number>>; readonly total: number }[] }

export const APPLICANT_KIND_LIST = Object.keys(APPLICANT_KINDS) as readonly ApplicantKind[];

/** The rows that a case counts in for a year: what came in, what was carried, where it ended, what goes on. */
export function rowsOfYear({ receivedOn, closedOn, row }: ReportCase, year: number): readonly string[] {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (receivedOn > last || (closedOn !== null && closedOn < first)) return [];
  const came = receivedOn >= first ? 'NEW_THIS_YEAR' : 'CARRIED_OVER';
  return [came, closedOn !== null && closedOn <= last ? (row as string) : 'CARRIED_FORWARD'];
}

/** Table 3 from counts: sums are computed, every cell is there, zero where nothing fell in it. */
export function reportTable(counts: readonly ReportCount[]): ReportTable {
  const at = new Map(counts.map(({ row, kind, count }) => [`${row}|${kind}`, count]));
  const cell = (row: ReportRow, kind: ApplicantKind): number => (row.sumOf ?? [row.id]).reduce((total, id) => total + (at.get(`${id}|${kind}`) ?? 0), 0);
  return {
    rows: REPORT_ROWS.map((row) => {
      const byKind = Object.fromEntries(APPLICANT_KIND_LIST.map((kind) => [kind, cell(row, kind)])) as Record<ApplicantKind, number>;
      return { row, byKind, total: APPLICANT_KIND_LIST.reduce((total, kind) => total + byKind[kind], 0) };
    }),
  };
}

/**
 * What does not add up in a table as it is emitted, by the checks that the form prints (AR1: 一 + 二 = 三(七) + 四; AR2: 三(七) is the sum of its rows;
 * AR3: the last column is the sum of the others; AR8: whole numbers from zero). Empty: it holds. Reads the numbers, not how they came about.
 */
export function reportFaults(table: ReportTable): readonly { readonly check: string; readonly cells: string }[] {
  const faults: { check: string; cells: string }[] = [];
  const valueOf = (id: string, kind: ApplicantKind | 'TOTAL'): number => {
    const found = table.rows.find(({ row }) => row.id === id);
    if (!found) throw new Error(`the table has no row ${id}`);
    return kind === 'TOTAL' ? found.total : found.byKind[kind];
  };
  for (const kind of [...APPLICANT_KIND_LIST, 'TOTAL'] as const) {
    const [came, carried, results, forward] = ['NEW_THIS_YEAR', 'CARRIED_OVER', 'RESULTS_TOTAL', 'CARRIED_FORWARD'].map((id) => valueOf(id, kind)) as [number, number, number, number];
    if (came + carried !== results + forward) faults.push({ check: 'AR1', cells: `${kind}: ${came} + ${carried} ≠ ${results} + ${forward}` });
    const leaves = RESULT_LEAVES.reduce((total, { id }) => total + valueOf(id, kind), 0);
    if (leaves !== results) faults.push({ check: 'AR2', cells: `${kind}: ${leaves} ≠ ${results}` });
  }
  for (const { row, byKind, total } of table.rows) {
    const added = APPLICANT_KIND_LIST.reduce((sumOfKinds, kind) => sumOfKinds + byKind[kind], 0);
    if (added !== total) faults.push({ check: 'AR3', cells: `${row.id}: ${added} ≠ ${total}` });
    for (const value of [...Object.values(byKind), total]) if (!Number.isSafeInteger(value) || value < 0) faults.push({ check: 'AR8', cells: `${row.id}: ${value}` });
  }
  return faults;
}
