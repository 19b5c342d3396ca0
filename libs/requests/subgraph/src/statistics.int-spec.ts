import { instant } from '@disclosure/kernel';
import { applicantOf, House } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const TABLE = 'query($year: Int!) { requestStatistics(year: $year) { year agency { id } faults { check cells } rows { row number naturalPersons commercialEnterprises total } } }';
interface Row { row: string; naturalPersons: number; commercialEnterprises: number; total: number }
const totals = (rows: readonly Row[]): Record<string, number> => Object.fromEntries(rows.filter((row) => row.total > 0).map((row) => [row.row, row.total]));

describe('the annual report’s table on requests (R-49, R-50)', () => {
  let answered: string;

  it('counts each case once: what came in, where it ended, what goes on', async () => {
    answered = await house.served();
    const withdrawn = await house.registered({ title: '关于撤回的申请' });
    await house.act('withdrawRequest', applicantOf(withdrawn), { id: withdrawn });
    await house.registered({ title: '仍在办理的申请' }, { kind: 'COMMERCIAL_ENTERPRISE', name: '长春测试装备有限公司', organisationCode: '91220101MA0Y1A2B3D', identityDocument: null });
    await house.submit({ title: '尚未确认收到的申请' });
    const { requestStatistics: table } = (await house.data(TABLE, 'analyst', { year: 2026 })) as { requestStatistics: { agency: { id: string }; faults: unknown[]; rows: Row[] } };
    expect(table).toMatchObject({ agency: { id: 'jlgxt' }, faults: [] });
    expect(table.rows).toHaveLength(25);
    expect(totals(table.rows)).toEqual({ NEW_THIS_YEAR: 3, DISCLOSED: 1, OTHER: 1, RESULTS_TOTAL: 2, CARRIED_FORWARD: 1 });
    expect(table.rows.find((row) => row.row === 'CARRIED_FORWARD')).toMatchObject({ naturalPersons: 0, commercialEnterprises: 1 });
  });

  it('carries over into the next year what this one carries forward', async () => {
    const { requestStatistics: next } = (await house.data(TABLE, 'office', { year: 2027 })) as { requestStatistics: { faults: unknown[]; rows: Row[] } };
    expect(next.faults).toEqual([]);
    expect(totals(next.rows)).toEqual({ CARRIED_OVER: 1, CARRIED_FORWARD: 1 });
  });

  it('shows the cases behind a number to those who may see cases, and to an analyst none', async () => {
    const query = '{ requestsOfReportRow(year: 2026, row: DISCLOSED, first: 10) { nodes { id state } } }';
    expect(await house.data(query, 'office')).toEqual({ requestsOfReportRow: { nodes: [{ id: answered, state: 'SERVED' }] } });
    expect(await house.data(query, 'analyst')).toEqual({ requestsOfReportRow: { nodes: [] } });
    expect(await house.data('{ requestsOfReportRow(year: 2026, row: RESULTS_TOTAL, first: 10) { nodes { state } } }', 'auditor')).toMatchObject({ requestsOfReportRow: { nodes: expect.arrayContaining([{ state: 'WITHDRAWN' }, { state: 'SERVED' }]) } });
  });

  it('gives an analyst the rows with nobody in them: no id, number, name or text of a case', async () => {
    const query = 'query ($after: String) { deidentifiedRequests(year: 2026, first: 2, after: $after) { nodes { ref applicantKind channel form means receivedOn closedOn row outcomes late isMajor rounds leadDivision { id } } pageInfo { hasNextPage endCursor } } }';
    const first = (await house.data(query, 'analyst')).deidentifiedRequests;
    const rest = (await house.data(query, 'analyst', { after: first.pageInfo.endCursor })).deidentifiedRequests;
    const rows = [...first.nodes, ...rest.nodes] as { ref: string; row: string | null }[];
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage, rows.map(({ row }) => row).sort()]).toEqual([true, false, ['DISCLOSED', 'OTHER', null]]);
    expect(rows.find(({ row }) => row === 'DISCLOSED')).toMatchObject({ applicantKind: 'NATURAL_PERSON', channel: 'ONLINE', receivedOn: '2026-02-09', closedOn: '2026-02-09', outcomes: ['DISCLOSED'], late: false, rounds: 1, leadDivision: { id: 'd-planning' } });
    const text = JSON.stringify(rows);
    const cases = await house.database.owner((client) => client.query<{ id: string; number: string | null }>('SELECT id, number FROM requests.request'));
    for (const secret of ['林', '专项资金', ...cases.rows.flatMap(({ id, number }) => [id, ...(number === null ? [] : [number])])]) expect(text).not.toContain(secret);
    expect(await house.data('query ($id: ID!) { request(id: $id) { id } }', 'office', { id: rows[0]?.ref })).toEqual({ request: null });
    expect((await house.ask(query, 'handler')).errors[0]?.code).toBe('FORBIDDEN');
  });

  it('gives numbers to nobody else, and counts nothing for a year that is none', async () => {
    expect((await house.ask(TABLE, 'handler', { year: 2026 })).errors[0]?.code).toBe('FORBIDDEN');
    expect((await house.ask(TABLE, undefined, { year: 2026 })).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await house.ask(TABLE, 'analyst', { year: 1999 })).errors[0]?.code).toBe('BAD_USER_INPUT');
    // As the reading role, without the office, the function itself counts nothing.
    const rows = await house.platform.database.context('requests').readAs({ kind: 'OFFICER', id: 'p-handler', offices: ['CASE_HANDLER'], divisions: ['d-planning'] }, (q) => q.query("SELECT * FROM requests.report_counts('jlgxt', 2026)"));
    expect(rows).toEqual([]);
  });
});

it('a reply belongs to the year of the day it was served on, as that day is corrected', async () => {
  // Signed on Thursday 31 December, recorded as served on Monday 4 January; the receipt then shows the thirty-first.
  const late = await House.open(instant('2026-12-31T09:00:00+08:00'));
  try {
    const id = await late.deputyApproved();
    await late.clear(id);
    for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await late.act(action, login, { id });
    await late.moveTo('2027-01-04');
    await late.act('serveReply', 'office', { id, means: 'ONLINE', servedOn: '2027-01-04' });
    const rowsOf = async (year: number): Promise<Record<string, number>> => totals(((await late.data(TABLE, 'analyst', { year })) as { requestStatistics: { rows: Row[] } }).requestStatistics.rows);
    expect(await rowsOf(2026)).toEqual({ NEW_THIS_YEAR: 1, CARRIED_FORWARD: 1 });
    await late.act('correctFact', 'office-head', { id, fact: 'SERVED_ON', value: '2026-12-31', reasons: '回执所载日期。' });
    expect([await rowsOf(2026), await rowsOf(2027)]).toEqual([{ NEW_THIS_YEAR: 1, DISCLOSED: 1, RESULTS_TOTAL: 1 }, {}]);
  } finally {
    await late.close();
  }
});
