import { Arg, Args, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { connectionFrom, forbidden, invalidInput, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import { factsOf, looked, readAsViewer, viewerOf } from '@disclosure/platform-subgraph';
import type { LocalDate } from '@disclosure/kernel';
import { REPORT_ROWS, reportFaults, reportTable } from '@disclosure/requests-domain';
import type { ReportCount } from '@disclosure/requests-domain';
import { ApplicantKind, Outcome, PageArgs } from './common.ts';
import type { RequestsContext } from './context.ts';
import { REQUEST_COLUMNS, REQUEST_TEXTS } from './request.loader.ts';
import type { RequestRow } from './request.loader.ts';
import { requestShape } from './request.resolver.ts';
import { RequestConnection } from './request.type.ts';
import { DeidentifiedRequestConnection, RequestReportRow, RequestStatistics } from './statistics.type.ts';

const COUNTS = ['ANALYST', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'];

const checkYear = (year: number): void => {
  if (year < 2019 || year > 2199) throw invalidInput('year', '2019 至 2199 之间的年份', 'R-49');
};

/** The numbers of the annual report, and the cases behind each of them. */
@Resolver()
export class StatisticsResolver {
  @Query(() => RequestStatistics, { description: 'The annual report\'s table on requests for a year, counted from the cases; for analysts, the office and leaders (年度报告第三部分).' })
  async requestStatistics(
    @Arg('agencyId', () => ID, { nullable: true, description: 'The agency; default: the department (行政机关).' }) agencyId: string | null,
    @Arg('year', () => Int, { description: 'The year (年度).' }) year: number,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const agency = await agencyOfReport(context, agencyId);
    checkYear(year);
    const counts = await readAsViewer(context, (q) => q.query<{ report_row: string; kind: ReportCount['kind']; cases: number }>('SELECT report_row, kind, cases FROM requests.report_counts($1, $2)', [agency, year]));
    const table = reportTable(counts.map(({ report_row: row, kind, cases }) => ({ row, kind, count: cases })));
    return {
      agency: { id: agency }, year, faults: reportFaults(table),
      rows: table.rows.map(({ row, byKind, total }) => ({
        row: row.id, number: row.number, label: row.label, naturalPersons: byKind.NATURAL_PERSON, commercialEnterprises: byKind.COMMERCIAL_ENTERPRISE, researchInstitutions: byKind.RESEARCH_INSTITUTION,
        publicWelfareOrganisations: byKind.PUBLIC_WELFARE_ORGANISATION, legalServiceOrganisations: byKind.LEGAL_SERVICE_ORGANISATION, otherOrganisations: byKind.OTHER_ORGANISATION, total,
      })),
    };
  }

  @Query(() => RequestConnection, { description: 'The cases that one cell of the table counts, as far as the viewer may see them (单元格所计的申请).' })
  async requestsOfReportRow(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('year', () => Int, { description: 'The year (年度).' }) year: number,
    @Arg('row', () => RequestReportRow, { description: 'The row (行次).' }) row: string,
    @Arg('kind', () => ApplicantKind, { nullable: true, description: 'Only of this kind of applicant (申请人类别).' }) kind: string | null,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    checkYear(year);
    const page = pageArguments(args, { width: 2 });
    const forward = page.direction === 'FORWARD';
    const leaves = REPORT_ROWS.find((candidate) => candidate.id === row)?.sumOf ?? [row];
    const rows = await readAsViewer(context, (q) => q.query<RequestRow>(
      `SELECT ${REQUEST_COLUMNS} FROM requests.request r ${REQUEST_TEXTS}
       WHERE r.received_on <= make_date($1, 12, 31) AND (r.closed_on IS NULL OR r.closed_on >= make_date($1, 1, 1)) AND ($2::text IS NULL OR r.applicant_kind = $2)
         AND ((r.received_on >= make_date($1, 1, 1) AND 'NEW_THIS_YEAR' = ANY($3)) OR (r.received_on < make_date($1, 1, 1) AND 'CARRIED_OVER' = ANY($3))
           OR (r.closed_on <= make_date($1, 12, 31) AND r.report_row = ANY($3)) OR ((r.closed_on IS NULL OR r.closed_on > make_date($1, 12, 31)) AND 'CARRIED_FORWARD' = ANY($3)))
         AND ($4::text IS NULL OR (r.submitted_at, r.id) < ($4, $5)) AND ($6::text IS NULL OR (r.submitted_at, r.id) > ($6, $7))
       ORDER BY r.submitted_at ${forward ? 'DESC' : 'ASC'}, r.id ${forward ? 'DESC' : 'ASC'} LIMIT $8`,
      [year, kind ?? null, leaves, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    await looked(context, 'LIST', rows.slice(0, page.limit).map(({ id }) => id));
    return connectionFrom(rows.map((found) => requestShape(found, context) as { row: RequestRow }), page, (node) => [node.row.submitted_at, node.row.id]);
  }

  @Query(() => DeidentifiedRequestConnection, { description: 'The cases of a year with nobody in them, oldest first (脱敏办件); for analysts, the office, leaders and auditors.' })
  async deidentifiedRequests(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('agencyId', () => ID, { nullable: true, description: 'The agency; default: the department (行政机关).' }) agencyId: string | null,
    @Arg('year', () => Int, { description: 'The year (年度).' }) year: number,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const agency = await agencyOfReport(context, agencyId);
    checkYear(year);
    const page = pageArguments(args, { width: 2 });
    const forward = page.direction === 'FORWARD';
    const rows = await readAsViewer(context, (q) => q.query<DeidentifiedRow>(
      `SELECT * FROM requests.deidentified($1, $2) d
       WHERE ($3::date IS NULL OR (d.received_on, d.ref) > ($3, $4)) AND ($5::date IS NULL OR (d.received_on, d.ref) < ($5, $6))
       ORDER BY d.received_on ${forward ? 'ASC' : 'DESC'}, d.ref ${forward ? 'ASC' : 'DESC'} LIMIT $7`,
      [agency, year, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    return connectionFrom(rows.map((row) => ({
      ref: row.ref, applicantKind: row.applicant_kind, channel: row.channel, form: row.form, means: row.means, receivedOn: row.received_on, closedOn: row.closed_on, row: row.report_row, outcomes: row.outcomes.filter((outcome) => outcome in Outcome), late: row.late, isMajor: row.is_major, rounds: row.rounds,
      leadDivision: row.lead_division === null ? null : { id: row.lead_division },
    })), page, ({ receivedOn, ref }) => [receivedOn, ref]);
  }
}

interface DeidentifiedRow {
  readonly ref: string; readonly applicant_kind: string; readonly channel: string; readonly form: string; readonly means: string; readonly received_on: LocalDate; readonly closed_on: LocalDate | null; readonly report_row: string | null;
  readonly outcomes: readonly string[]; readonly late: boolean | null; readonly is_major: boolean; readonly lead_division: string | null; readonly rounds: number;
}

/** The agency whose numbers are asked for, where the viewer may see numbers at all. */
async function agencyOfReport(context: RequestsContext, agencyId: string | null): Promise<string> {
  if (context.actor.kind !== 'OFFICER') throw unauthenticated();
  const { offices } = await viewerOf(context);
  if (!offices.some((office) => COUNTS.includes(office))) throw forbidden({ code: 'FORBIDDEN', message: '统计数据供分析员、厅公开办、厅领导和审计员使用。', clause: 'A1-20' });
  const { organisation } = await factsOf(context);
  return agencyId ?? organisation.agencies.find((candidate) => candidate.isOwn)?.id ?? '';
}
