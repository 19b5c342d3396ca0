import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { machineNow } from '@disclosure/platform-identity';
import { withClient } from '@disclosure/platform-persistence';
import { temporaryFolder } from '@disclosure/platform-testing';
import { actionCounts, CHECKS, everyActionOccurred, withScope } from './checks/index.ts';
import type { Finding } from './checks/index.ts';
import { nothingOutWithoutClearance } from './checks/clearance.check.ts';
import { chainsVerify } from './checks/chains.check.ts';
import { deadlinesRecompute } from './checks/deadlines.check.ts';
import { numbersAreGapless } from './checks/numbers.check.ts';
import { noIdentityInPlain } from './checks/privacy.check.ts';
import { nothingFailed, refusalsWerePlanned } from './checks/refusals.check.ts';
import { reportAddsUp } from './checks/report.check.ts';
import { streamsFoldToRows } from './checks/streams.check.ts';
import { noCaseIsStuck } from './checks/stuck.check.ts';
import type { Check } from './checks/check.ts';
import { reopen, simulate } from './simulation.ts';
import type { Simulated } from './simulation.ts';

const REQUESTS = 48;
// A seed whose few requests take more than sixty of the actions.
const options = { year: 2026, requests: REQUESTS, seed: 1742, fresh: false, again: false, threads: 0 };
let folder: string;
let year: Simulated;

beforeAll(async () => {
  folder = await temporaryFolder();
  year = await simulate({ ...options, data: folder }, () => undefined);
}, 900_000);
afterAll(async () => {
  await year?.close();
  await rm(folder, { recursive: true, force: true });
});

const asked = (check: Check, of: Simulated = year): Promise<readonly Finding[]> => withScope(of, check);

describe('a small year', () => {
  it.each(Object.entries(CHECKS))('%s', async (_title, check) => expect(await asked(check)).toEqual([]));

  it('was lived through: every case to its end or to the end of the year', async () => {
    expect(year.ledger.cases).toHaveLength(year.plan.plans.length);
    expect(year.ledger.cases.every(({ id }) => id !== null)).toBe(true);
    const counts = await withScope(year, actionCounts);
    expect(counts.get('submitRequest')).toBe(REQUESTS);
    expect(year.ledger.refused).toBeGreaterThan(0);
  });
});

/** Something is damaged as an intruder with the owner's password would: past every trigger. Each is mended before the next. */
async function damaged(damage: string, repair: string, look: () => Promise<void>): Promise<void> {
  const past = (sql: string): Promise<number> => withClient(year.ownerUrl, async (client) => {
    await client.query('SET session_replication_role = replica');
    const results = [(await client.query(sql))].flat();
    return results.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
  });
  expect(await past(damage)).toBeGreaterThan(0);
  try {
    await look();
  } finally {
    await past(repair);
  }
}

const ONE = '(SELECT id FROM requests.request WHERE served_on IS NOT NULL ORDER BY id LIMIT 1)';
const DAMAGES: readonly (readonly [what: string, check: Check, damage: string, repair: string, found: RegExp])[] = [
  ['a row that says another day of service', streamsFoldToRows, `UPDATE requests.request SET served_on = served_on - 1 WHERE id = ${ONE}`, `UPDATE requests.request SET served_on = served_on + 1 WHERE id = ${ONE}`, /served_on is .*, its events say/],
  ['a row that is on another desk', streamsFoldToRows, `UPDATE requests.request SET awaits = '{AUDITOR}' WHERE id = ${ONE}`, `UPDATE requests.request SET awaits = '{}' WHERE id = ${ONE}`, /awaits is/],
  ['a review that was opened by somebody else', streamsFoldToRows, "UPDATE review.review_case SET author_id = author_id || '-x'", "UPDATE review.review_case SET author_id = replace(author_id, '-x', '')", /author_id is/],
  ['an event with another day', chainsVerify, `UPDATE requests.event SET canonical = replace(canonical, '"A2-6"', '"A2-7"') WHERE type = 'RequestRegistered'`, `UPDATE requests.event SET canonical = replace(canonical, '"A2-7"', '"A2-6"') WHERE type = 'RequestRegistered'`, /does not fit its hash/],
  ['a log that lost its end', chainsVerify, 'CREATE TABLE public.kept AS SELECT * FROM requests.log; DELETE FROM requests.log WHERE position > 40', 'INSERT INTO requests.log SELECT * FROM public.kept WHERE position > 40; DROP TABLE public.kept', /the log ends at 40|neither in the log/],
  ['a due date that moved', deadlinesRecompute, `UPDATE requests.request SET due_on = due_on + 1 WHERE id = ${ONE}`, `UPDATE requests.request SET due_on = due_on - 1 WHERE id = ${ONE}`, /by a count of days/],
  ['an alarm that is not needed', deadlinesRecompute, `INSERT INTO requests.timer SELECT id, 'warn:T01:OVERDUE', '2026-12-31T01:00:00.000Z', 'warnDeadline', '{}' FROM requests.request WHERE id = ${ONE}`, `DELETE FROM requests.timer WHERE stream_id = ${ONE}`, /no deadline needs it/],
  ['a case in another row of the report', reportAddsUp, `CREATE TABLE public.kept AS SELECT id, report_row FROM requests.request WHERE id = ${ONE}; UPDATE requests.request SET report_row = 'OTHER' WHERE id = ${ONE}`, 'UPDATE requests.request r SET report_row = k.report_row FROM public.kept k WHERE k.id = r.id; DROP TABLE public.kept', /the report says/],
  ['a remedy with another result', reportAddsUp, "CREATE TABLE public.kept AS SELECT id, result FROM requests.remedy WHERE result <> 'PENDING' ORDER BY id LIMIT 1; UPDATE requests.remedy SET result = CASE result WHEN 'OTHER' THEN 'UPHELD' ELSE 'OTHER' END WHERE id = (SELECT id FROM public.kept)", 'UPDATE requests.remedy m SET result = k.result FROM public.kept k WHERE k.id = m.id; DROP TABLE public.kept', /table 4/],
  ['a released content that was cleared for somebody else', nothingOutWithoutClearance, "UPDATE gate.clearance SET audience = audience || '-x' WHERE audience <> 'PUBLIC'", "UPDATE gate.clearance SET audience = replace(audience, '-x', '') WHERE audience <> 'PUBLIC'", /cleared for CASE:/],
  ['a release before its clearance', nothingOutWithoutClearance, "UPDATE gate.release SET released_at = '2020-01-01T00:00:00.000Z' WHERE audience <> 'PUBLIC'", "UPDATE gate.release r SET released_at = c.cleared_at FROM gate.clearance c WHERE c.id = r.clearance_id AND r.audience <> 'PUBLIC'", /before it was cleared/],
  ['a reply without a release', nothingOutWithoutClearance, "UPDATE requests.request SET release_id = release_id || '-x' WHERE release_id IS NOT NULL", "UPDATE requests.request SET release_id = replace(release_id, '-x', '') WHERE release_id IS NOT NULL", /without a release/],
  ['a number that was skipped', numbersAreGapless, "UPDATE requests.request SET number = '2026-0900' WHERE number = '2026-0003'", "UPDATE requests.request SET number = '2026-0003' WHERE number = '2026-0900'", /3 is missing, the last is 900/],
  ['a letter with another letter’s number', numbersAreGapless, "CREATE TABLE public.kept AS SELECT * FROM requests.document WHERE number LIKE '吉工信公开〔2026〕2号'; UPDATE requests.document SET number = '吉工信公开〔2026〕1号' WHERE number = '吉工信公开〔2026〕2号'", 'UPDATE requests.document d SET number = k.number FROM public.kept k WHERE (d.request_id, d.seq, d.kind, d.format) = (k.request_id, k.seq, k.kind, k.format); DROP TABLE public.kept', /belongs to 2 cases/],
  ['a telephone number in a message', noIdentityInPlain, "INSERT INTO requests.notice VALUES ('leak', 'x', 'x', 'x', '请致电19900000001。', NULL, '2026-12-31T01:00:00.000Z', NULL)", "DELETE FROM requests.notice WHERE id = 'leak'", /is readable/],
  ['a name in a free text', noIdentityInPlain, "INSERT INTO requests.free_text VALUES ('leak', 'x', 'reasons', 'x', '申请人虚构甲乙来电')", "DELETE FROM requests.free_text WHERE id = 'leak'", /虚构甲乙?…|is readable/],
];

describe('each check finds what it is for', () => {
  it.each(DAMAGES)('%s', async (_what, check, damage, repair, found) => {
    await damaged(damage, repair, async () => expect((await asked(check)).map((finding) => finding.found).join('\n')).toMatch(found));
  });

  it('a case that nobody is to act on, at the end of the year', async () => {
    const open = `(SELECT id FROM requests.request WHERE served_on IS NOT NULL AND stage IN ('SERVED', 'ARCHIVED') ORDER BY id LIMIT 1)`;
    const stage = (await withScope(year, ({ q }) => q.query<{ stage: string }>(`SELECT stage FROM requests.request WHERE id = ${open}`)))[0]?.stage;
    await damaged(`CREATE TABLE public.kept AS SELECT id FROM requests.request WHERE id = ${open}; UPDATE requests.request SET stage = 'DRAFTING', awaits = '{CASE_HANDLER:d-nowhere}' WHERE id = (SELECT id FROM public.kept)`,
      `UPDATE requests.request SET stage = '${stage}', awaits = '{}' WHERE id = (SELECT id FROM public.kept); DROP TABLE public.kept`,
      async () => expect((await asked(noCaseIsStuck)).map((finding) => finding.found)).toEqual([expect.stringContaining('nobody is to act')]));
  });

  it('a refusal that nobody expected, a fault in the log, an action that never was', async () => {
    const surprise = { index: 1, id: null, on: year.plan.to, action: 'serveReply', expected: null, met: 'NOT_SEALED', paths: [] };
    expect(await asked(refusalsWerePlanned, { ...year, ledger: { ...year.ledger, surprises: [surprise] } })).toHaveLength(1);
    expect(await asked(nothingFailed, { ...year, log: ['{"level":50,"msg":"worker fault"}'] })).toHaveLength(1);
    expect(await asked(noIdentityInPlain, { ...year, log: ['{"level":40,"msg":"19900000001"}'] })).toHaveLength(1);
    expect((await asked(everyActionOccurred)).map(({ about }) => about)).not.toContain('serveReply');
    await damaged("UPDATE requests.command SET mutation = 'x' WHERE mutation = 'serveReply'", "UPDATE requests.command SET mutation = 'serveReply' WHERE mutation = 'x'", async () => expect((await asked(everyActionOccurred)).map(({ about }) => about)).toContain('serveReply'));
  });

  it('a ledger that says something else', async () => {
    const [first, ...rest] = year.ledger.cases.filter(({ closed }) => closed !== null);
    const other = { ...first, closed: { on: first?.closed?.on, row: 'OTHER_FEE_UNPAID' } } as (typeof year.ledger.cases)[number];
    expect((await asked(reportAddsUp, { ...year, ledger: { ...year.ledger, cases: [other, ...rest] } })).length).toBeGreaterThan(0);
  });
});

describe('what is left behind', () => {
  it('is judged again, and refused to a second year unless it is emptied', async () => {
    await year.close();
    await expect(simulate({ ...options, data: folder }, () => undefined)).rejects.toThrow('已有数据');
    year = await reopen({ data: folder });
    expect(await asked(chainsVerify)).toEqual([]);
    expect(year.ledger.cases.length).toBeGreaterThan(REQUESTS);
  }, 120_000);

  it('is browsed by npm start: its clock goes on from the last event, its cases are on the board', async () => {
    const token = await year.issuer.issueToken('office', 'p-office', machineNow());
    await year.close();
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const { NODE_OPTIONS: _, ...env } = process.env;
    const server = spawn(process.execPath, ['--import', './tools/register.mjs', 'apps/standalone/src/main.ts', '--port', '0', '--data', folder], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => server.on('exit', resolve));
    try {
      let said = '';
      const address = await new Promise<string>((resolve, reject) => {
        const hear = (chunk: Buffer): void => {
          said += chunk.toString('utf8');
          const [, found] = /接口\s+(http:\S+)\/graphql/.exec(said) ?? [];
          if (found) resolve(found);
        };
        server.stdout.on('data', hear);
        server.stderr.on('data', hear);
        server.on('exit', () => reject(new Error(said)));
      });
      const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query: '{ now requests(first: 50) { nodes { number state } pageInfo { hasNextPage } } }' }) });
      const { data } = (await answer.json()) as { data: { now: string; requests: { nodes: readonly object[]; pageInfo: { hasNextPage: boolean } } } };
      expect(data.now >= '2026-12-31T23:00').toBe(true);
      expect([data.requests.nodes.length, data.requests.pageInfo.hasNextPage]).toEqual([REQUESTS, false]);
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
  }, 120_000);
});
