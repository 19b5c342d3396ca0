import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { appointmentsOf } from '@disclosure/organisation';
import { connectionFrom, forbidden, invalidInput, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import type { Page } from '@disclosure/platform-graphql';
import { factsOf, looked, readAsViewer, viewerOf } from '@disclosure/platform-subgraph';
import { officeKey, WHOLE_AGENCY } from '@disclosure/requests-domain';
import type { LocalDate } from '@disclosure/kernel';
import type { DecisionFacts } from '@disclosure/workflow';
import { OPEN_CASE } from '../records/views.migration.ts';
import { CASE_ORDERS, casePage, Statement } from './case-list.ts';
import type { CaseOrder } from './case-list.ts';
import { PageArgs } from './common.ts';
import type { RequestsContext } from './context.ts';
import { RequestBoardFilter, RequestDeskConnection, RequestDeskView, RequestOrder } from './desk.type.ts';
import { visibleRequests } from './request.loader.ts';
import type { RequestRow } from './request.loader.ts';
import { requestShape } from './request.resolver.ts';
import { RequestConnection } from './request.type.ts';

/** Working days before the due date from which a case is due soon, as its first warning (CLK-15). */
const SOON_WORKING_DAYS = 3;
const LIST_CAP = 50;

/** The lists that officers work from: their own desk, and the office's board over all cases. */
@Resolver()
export class DeskResolver {
  @Query(() => RequestDeskConnection, { description: 'The viewer\'s desk, by due date, with its numbers (工作台); for officers.' })
  async requestDesk(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('waiting', () => RequestDeskView, { defaultValue: 'MINE', description: 'What to show (视图).' }) waiting: keyof typeof RequestDeskView,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const { actor } = context;
    if (actor.kind !== 'OFFICER') throw unauthenticated();
    const page = pageArguments(args, { width: 2 });
    const facts = await factsOf(context);
    const offices = appointmentsOf(facts.organisation, actor.personId, facts.today).flatMap(({ office, divisionId }) => (WHOLE_AGENCY.includes(office) ? [officeKey(office, null)] : divisionId === null ? [] : [officeKey(office, divisionId)]));
    const { divisions } = await viewerOf(context);
    const statement = new Statement();
    statement.where(OPEN_CASE);
    const source = sourceOf(waiting, statement, offices, divisions);
    const [connection, counts] = await Promise.all([cases(context, casePage(statement, source, 'DUE', page), page, 'DUE'), deskCounts(context, offices, divisions, facts)]);
    return { ...connection, counts };
  }

  @Query(() => RequestConnection, { description: 'All cases of the department, filtered and ordered (办件总览); for the office, leaders, legal officers and auditors.' })
  async requestBoard(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('filter', () => RequestBoardFilter, { nullable: true, description: 'What to show; default: all (筛选条件).' }) filter: RequestBoardFilter | null,
    @Arg('order', () => RequestOrder, { defaultValue: 'DUE', description: 'In which order (排序).' }) order: CaseOrder,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const { offices } = await viewerOf(context);
    if (!offices.some((office) => (WHOLE_AGENCY as readonly string[]).includes(office))) throw forbidden({ code: 'FORBIDDEN', message: '办件总览供厅公开办、厅领导、法规人员和审计员使用；本处室的办件见工作台。', clause: 'A1-17' });
    const page = pageArguments(args, { width: 2 });
    const { today } = await factsOf(context);
    return cases(context, boardPage(filter ?? {}, order, page, today), page, order);
  }
}

function sourceOf(waiting: keyof typeof RequestDeskView, statement: Statement, offices: readonly string[], divisions: readonly string[]): string {
  const among = (ids: string): string => `${ids} AS listed (id) JOIN requests.request r ON r.id = listed.id`;
  switch (waiting) {
    case 'MINE': return among(`requests.waiting_for(${statement.value(offices)}, false)`);
    case 'SIGNATURE': return among(`requests.waiting_for(${statement.value(offices)}, true)`);
    case 'DIVISION': return among(`requests.open_in(${statement.value(divisions)})`);
    case 'ALL': return 'requests.request r';
  }
}

/** The board's statement: each condition of the filter that is given, and the place of the page. */
export function boardPage(filter: RequestBoardFilter, order: CaseOrder, page: Page, today: LocalDate): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const statement = new Statement();
  const given = <T>(value: T | null | undefined, condition: (placeholder: string) => string): void => {
    if (value !== null && value !== undefined) statement.where(condition(statement.value(value)));
  };
  for (const field of ['states', 'channels', 'outcomes', 'applicantKinds'] as const) if ((filter[field]?.length ?? 0) > LIST_CAP) throw invalidInput(`filter.${field}`, `不超过${LIST_CAP}项`);
  given(filter.states, (p) => `r.state = ANY (${p}::text[])`);
  given(filter.divisionId, (p) => `r.lead_division = ${p}`);
  given(filter.dueBefore, (p) => `coalesce(r.due_on, 'infinity'::date) <= ${p}::date`);
  given(filter.dueAfter, (p) => `r.due_on >= ${p}::date`);
  if (filter.overdue !== null && filter.overdue !== undefined) {
    const late = `(${OPEN_CASE} AND coalesce(r.due_on, 'infinity'::date) < ${statement.value(today)}::date)`;
    statement.where(filter.overdue ? late : `NOT ${late}`);
  }
  if (filter.referralUnanswered !== null && filter.referralUnanswered !== undefined) statement.where(`coalesce(r.referral_answer_by, 'infinity'::date) ${filter.referralUnanswered ? '<' : '>='} ${statement.value(today)}::date`);
  given(filter.channels, (p) => `r.channel = ANY (${p}::text[])`);
  given(filter.outcomes, (p) => `r.outcomes && ${p}::text[]`);
  given(filter.applicantKinds, (p) => `r.applicant_kind = ANY (${p}::text[])`);
  given(filter.receivedFrom, (p) => `r.received_on >= ${p}::date`);
  given(filter.receivedTo, (p) => `coalesce(r.received_on, 'infinity'::date) <= ${p}::date`);
  const text = filter.text?.trim();
  if (text !== undefined && text !== '') {
    const length = [...text].length;
    if (length < 2 || length > 100) throw invalidInput('filter.text', '2 至 100 个字');
    return casePage(statement, `requests.titled(${statement.value(`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`)}) AS titled (id) JOIN requests.request r ON r.id = titled.id`, order, page);
  }
  return casePage(statement, 'requests.request r', order, page);
}

async function cases(context: RequestsContext, { sql, parameters }: { readonly sql: string; readonly parameters: readonly unknown[] }, page: Page, order: CaseOrder): Promise<object> {
  const rows = await readAsViewer(context, (q) => q.query<RequestRow>(sql, [...parameters]));
  await looked(context, 'LIST', rows.slice(0, page.limit).map(({ id }) => id));
  rows.forEach((row) => visibleRequests(context).prime(row.id, row));
  return connectionFrom(rows.map((row) => requestShape(row, context) as { readonly row: RequestRow }), page, ({ row }) => [CASE_ORDERS[order].of(row), row.id]);
}

async function deskCounts(context: RequestsContext, offices: readonly string[], divisions: readonly string[], { today, calendar }: DecisionFacts): Promise<object> {
  const [counts] = await readAsViewer(context, (q) => q.query<object>(
    `SELECT (SELECT count(*)::integer FROM requests.waiting_for($1, false) AS listed (id) JOIN requests.request r ON r.id = listed.id) AS mine,
       (SELECT count(*)::integer FROM requests.open_in($2) AS listed (id) JOIN requests.request r ON r.id = listed.id) AS division,
       (SELECT count(*)::integer FROM requests.waiting_for($1, true) AS listed (id) JOIN requests.request r ON r.id = listed.id) AS signature,
       count(*) FILTER (WHERE r.due_on < $3::date)::integer AS overdue, count(*) FILTER (WHERE r.due_on > $3::date)::integer AS "dueSoon", count(*) FILTER (WHERE r.due_on = $3::date)::integer AS "dueToday"
     FROM requests.request r WHERE ${OPEN_CASE} AND coalesce(r.due_on, 'infinity'::date) <= $4::date`,
    [offices, divisions, today, calendar.addWorkingDays(today, SOON_WORKING_DAYS).dueOn]));
  return counts as object;
}
