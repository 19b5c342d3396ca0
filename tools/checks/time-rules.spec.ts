import { ALLOWED, sqlFindings, timeFindings } from './time-rules.ts';

const FILE = 'libs/requests/domain/src/request.guards.ts';
const found = (source: string, file = FILE): string[] => timeFindings(file, source).map(({ line, what }) => `${line} ${what}`);

describe('the time check on TypeScript', () => {
  it.each([
    ['new Date()', ['1 Date']],
    ['const t = Date.now();', ['1 Date']],
    ['Date.parse(text)', ['1 Date']],
    ['Date()', ['1 Date']],
    ['const D = Date; new D()', ['1 Date']],
    ['new globalThis.Date()', ['1 Date']],
    ['value instanceof Date', ['1 Date']],
    ['\n\nconst a = [1].map(() => Date.UTC(2026, 1, 9));', ['3 Date']],
    ['const now = Temporal.Now.instant();', ['1 Temporal']],
    ['const { PlainDate } = Temporal;', ['1 Temporal']],
    ["import { Temporal } from 'temporal-polyfill';", ['1 Temporal']],
    ['const t = performance.timeOrigin + 1;', ['1 performance.timeOrigin']],
    ['const x = { Date };', ['1 Date']],
  ])('refuses %s', (source, expected) => expect(found(source)).toEqual(expected));

  it.each([
    ['a type', 'interface Row { at: Date } function f(x: Date | null): void {}'],
    ['a member of that name', 'row.Date = x.Temporal; const y = { Date: 1, Temporal: 2 }; class C { Date = 1 }'],
    ['a comment', '// new Date() is refused, and Temporal.Now\n/* Date.now() */'],
    ['prose', "const message = 'Date.now() and new Date() are not used here';"],
    ['another word', 'const LocalDate = 1; isLocalDate(text); const UpdateDate = 2;'],
    ['a duration', 'const took = performance.now() - started;'],
    ['a name of one’s own', 'enum Kind { Date, Temporal }'],
    ['kernel’s instants', 'const today = facts.today; dateOf(now); const at = addHours(now, 1);'],
  ])('lets pass %s', (_what, source) => expect(found(source)).toEqual([]));
});

describe('the time check on SQL in programs', () => {
  it.each([
    ["q.query('SELECT now()')", ['1 now()']],
    ['const sql = "INSERT INTO t VALUES (CURRENT_TIMESTAMP)";', ['1 CURRENT_TIMESTAMP']],
    ['const sql = `CREATE TABLE t (\n  at timestamptz DEFAULT now ( ),\n  on date DEFAULT CURRENT_DATE)`;', ['2 now ( )', '3 CURRENT_DATE']],
    ['const sql = `SELECT * FROM ${table} WHERE due_on < current_date AND x = ${value} AND y > clock_timestamp()`;', ['1 current_date', '1 clock_timestamp(']],
    ['const sql = `${schema}.timer WHERE due_at <= localtimestamp`;', ['1 localtimestamp']],
    ["const sql = 'SELECT statement_timestamp(), transaction_timestamp(), timeofday()';", ['1 statement_timestamp(', '1 transaction_timestamp(', '1 timeofday(']],
    ["const sql = \"SELECT 'now'::timestamptz, date 'today'\";", ["1 'now'::timestamptz", "1 date 'today'"]],
    ["column({ defaultRaw: 'now()' }); p.date().defaultRaw('CURRENT_DATE')", ['1 now()', '1 CURRENT_DATE']],
    ["const raw = '(now())::date';", ['1 now()']],
  ])('refuses %s', (source, expected) => expect(found(source)).toEqual(expected));

  it.each([
    ['a parameter', "q.query('SELECT * FROM t WHERE due_at <= $1', [now])"],
    ['a call of our own', 'const at = await clock.now(q); const t = await this.now();'],
    ['prose about it', "const message = 'we do this now (at once)';"],
    ['a column that is only named so', "q.query('SELECT known_now, nowhere FROM t')"],
  ])('lets pass %s', (_what, source) => expect(found(source)).toEqual([]));
});

describe('the time check on SQL files', () => {
  it('refuses the same, and not in comments', () => {
    const sql = '-- now() is refused\n/* current_date\n */\nCREATE TABLE t (at text, made timestamptz DEFAULT now());\nSELECT CURRENT_TIME;';
    expect(sqlFindings('docker/roles.sql', sql).map(({ line, what }) => `${line} ${what}`)).toEqual(['4 now()', '5 CURRENT_TIME']);
  });
});

describe('what is allowed', () => {
  it('Temporal in its two rooms and the machine’s clock, and nowhere beside', () => {
    const source = 'Temporal.Now.instant()';
    for (const file of ['libs/kernel/src/time.ts', 'libs/calendar/src/limit.ts', 'libs/platform/identity/src/machine-clock.ts', 'libs/platform/testing/src/x.ts']) expect(found(source, file)).toEqual([]);
    for (const file of ['libs/kernels/src/time.ts', 'libs/platform/identity/src/issuer.ts', 'apps/standalone/src/main.ts']) expect(found(source, file)).toEqual(['1 Temporal']);
  });
  it('Date nowhere', () => expect(found('new Date()', 'libs/kernel/src/time.ts')).toEqual(['1 Date']));
  it('each with its reason', () => { for (const { reason } of ALLOWED) expect(reason.length).toBeGreaterThan(10); });
});
