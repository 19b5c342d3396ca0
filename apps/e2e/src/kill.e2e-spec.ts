import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerPassword } from '@disclosure/assembly/secrets';
import pg from 'pg';
import { Publishing } from '../testing/publishing.ts';
import { RunningPlatform, runProgram } from '../testing/running-platform.ts';

/**
 * What must hold whichever process is killed (kill -9) in the middle of work: what was answered is there, nothing came about twice,
 * and nobody had to lend a hand.
 */
let platform: RunningPlatform;
beforeAll(async () => { platform = await RunningPlatform.start({ mode: 'split', now: '2026-02-10T09:00:00+08:00' }); }, 120_000);
afterAll(() => platform.dispose());

const publishing = new Publishing(() => platform);
const NOTICE = 5; // the sample department's own
const isAlive = (pid: number): boolean => { try { return process.kill(pid, 0); } catch { return false; } };
const until = async (what: string, check: () => Promise<boolean>, seconds = 20): Promise<void> => {
  const end = performance.now() + seconds * 1000;
  while (!(await check().catch(() => false))) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const isReady = async (): Promise<boolean> => (await fetch(`${platform.base}/health/ready`)).status === 200;
// As an officer: what the public is answered may be kept, and would be there all the same.
const JOINED = '{ searchDisclosures(query: "公开", first: 1) { totalCount edges { node { title division { name } clearance { id extent } requestCount } } } clause(id: "A1-17-2") { id } }';

/** Kills a process; resolves when another is there in its place. */
async function kill(name: string): Promise<void> {
  const pid = (await platform.processes())[name] as number;
  process.kill(pid, 'SIGKILL');
  await until(`${name} started again`, async () => { const now = (await platform.processes())[name]; return typeof now === 'number' && now !== pid; });
}

/** Kills the database server itself; resolves when another is there in its place. */
async function killDatabase(): Promise<void> {
  const postmaster = async (): Promise<number> => Number((await readFile(join(platform.data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const pid = await postmaster();
  process.kill(pid, 'SIGKILL');
  await until('the database server started again', async () => { const now = await postmaster(); return now !== pid && now > 0 && isAlive(now); });
}

/** One number out of the database, as its owner. */
async function count(sql: string): Promise<number> {
  const secret = Buffer.from((await readFile(join(platform.data, 'secret'), 'utf8')).trim(), 'hex');
  const port = (await readFile(join(platform.data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3];
  const client = new pg.Client({ connectionString: `postgresql://postgres:${ownerPassword(secret)}@127.0.0.1:${port}/postgres` });
  await client.connect();
  try {
    return Number(((await client.query(sql)).rows[0] as { n: string }).n);
  } finally {
    await client.end();
  }
}

describe('a subgraph that is down', () => {
  it('leaves the rest of the data, with a clear error, at once; and is back by itself', async () => {
    await until('everything is ready', isReady);
    const whole = await platform.ask('office', JOINED);
    expect(whole.errors).toBeUndefined();
    const { review } = await platform.processes();
    process.kill(review as number, 'SIGKILL');
    await until('review is gone', () => Promise.resolve(!isAlive(review as number)));
    const began = performance.now();
    const partial = await platform.ask<{ searchDisclosures: { edges: { node: { clearance: unknown } }[] } }>('office', JOINED);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(partial.errors).toMatchObject([{ message: '部分信息暂时不能提供，请稍后再试。', extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryAfterSeconds: 1 } }]);
    const withoutClearance = JSON.parse(JSON.stringify(whole.data)) as typeof partial.data;
    for (const edge of withoutClearance.searchDisclosures.edges) edge.node.clearance = null;
    expect(partial.data).toEqual(withoutClearance);
    expect((await fetch(`${platform.base}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${platform.base}/health/ready`)).json()).toMatchObject({ status: 'DOWN', checks: { review: 'DOWN', requests: 'UP', database: 'UP' } });
    await until('review is back', isReady);
    expect((await platform.ask('office', JOINED)).data).toEqual(whole.data);
  }, 60_000);
});

describe('any process, killed in the middle of work', () => {
  it('loses nothing that was answered and repeats nothing', async () => {
    const work = publishing.run(3);
    for (const victim of ['publication', 'worker', 'gateway', 'review', 'requests', 'postgres', 'publication', 'directory']) {
      const before = publishing.done.size;
      await (victim === 'postgres' ? killDatabase() : kill(victim));
      await until(`work goes on after ${victim} was killed`, () => Promise.resolve(publishing.done.size >= before + 3));
    }
    publishing.end();
    await work;
    expect(publishing.repeated).toBeGreaterThan(0);
  }, 120_000);

  it('nor does the one that keeps the others: without it they stop, and the next start goes on', async () => {
    const left = Object.values(await platform.processes()) as number[];
    expect(left).toHaveLength(6);
    await platform.end('SIGKILL');
    await until('the others stop by themselves', () => Promise.resolve(left.every((pid) => !isAlive(pid))));
    platform = await RunningPlatform.start({ mode: 'split', data: platform.data, now: '2026-02-10T15:00:00+08:00' });
    await until('everything is ready', isReady);
  }, 60_000);

  it('every item that was answered is public once, under a number of its own, with no gap', async () => {
    const found: { id: string; indexNumber: string }[] = [];
    let after: string | null = null;
    do {
      const page: { data: { searchDisclosures: { edges: { node: { id: string; indexNumber: string } }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } } } =
        await platform.ask(null, 'query($after: String) { searchDisclosures(query: "公开", first: 50, after: $after) { edges { node { id indexNumber } } pageInfo { endCursor hasNextPage } } }', { after });
      found.push(...page.data.searchDisclosures.edges.map(({ node }) => node));
      after = page.data.searchDisclosures.pageInfo.hasNextPage ? page.data.searchDisclosures.pageInfo.endCursor : null;
    } while (after !== null);
    const ids = found.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of publishing.done.values()) expect(ids).toContain(id);
    const numbers = found.map(({ indexNumber }) => Number(indexNumber.split('-').at(-1))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(found).toHaveLength(NOTICE + publishing.done.size);
  });

  it('every command has one event, every event of it arrived once where it was awaited, and the evidence stands', async () => {
    const items = publishing.done.size;
    expect(await count("SELECT count(*) AS n FROM (SELECT 1 FROM publication.command WHERE command_id LIKE 'kill:%' UNION ALL SELECT 1 FROM review.command WHERE command_id LIKE 'kill:%') c")).toBe(publishing.commands);
    expect(await count("SELECT count(*) AS n FROM publication.event e JOIN publication.stream s ON s.id = e.stream_id WHERE s.kind = 'Disclosure'")).toBe((items + NOTICE) * 4);
    await until('all is numbered and delivered', async () => (await count('SELECT (SELECT count(*) FROM publication.unsequenced) + (SELECT count(*) FROM review.unsequenced) AS n')) === 0
      && (await count('SELECT count(*) AS n FROM requests.published_disclosure')) === items + NOTICE);
    expect(await count("SELECT count(*) AS n FROM requests.inbox WHERE consumer = 'requests.publications'")).toBe(items + NOTICE);
    const { code, stdout } = await runProgram('verify', ['--data', platform.data]);
    expect(stdout).toMatch(/publication：事件 \d+ 条.*完好/);
    expect(code).toBe(0);
  }, 30_000);

  it('stops on SIGTERM, all of it', async () => {
    const left = Object.values(await platform.processes()) as number[];
    expect((await platform.end('SIGTERM')).code).toBe(0);
    expect(left.filter(isAlive)).toEqual([]);
  }, 30_000);
});
