import { createServer } from 'node:net';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { newDataFolder, RunningPlatform, runProgram } from '../testing/running-platform.ts';

const NOW = '2026-02-10T09:00:00+08:00';
const folders: string[] = [];
const folder = async (): Promise<string> => { const made = await newDataFolder(); folders.push(made); return made; };
afterAll(() => Promise.all(folders.map((made) => rm(made, { recursive: true, force: true }))));

/** How many heads of publication's log are kept outside the database. */
const heads = async (data: string): Promise<number> => (await readFile(join(data, 'evidence', 'publication.jsonl'), 'utf8')).split('\n').length;

describe('a start that cannot be', () => {
  it('says its options', async () => {
    const { code, stdout } = await runProgram('standalone', ['--help']);
    expect(code).toBe(0);
    for (const option of ['--port', '--data', '--now', '--fresh', 'DATABASE_URL']) expect(stdout).toContain(option);
  });

  it.each([
    [['--prot', '1'], '--help'],
    [['--port', 'x'], '--port'],
    [['--now', '2026-02-30'], '--now'],
  ])('refuses %j with a sentence', async (args, told) => {
    const { code, stderr } = await runProgram('standalone', args);
    expect(code).toBe(1);
    expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('what looks at a folder says in a sentence that there is none', async () => {
    const missing = await runProgram('verify', ['--data', join(await folder(), 'none')]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/^\S+ 不是平台的数据目录[^\n]*\n$/)]);
    const wrong = await runProgram('token', ['--wat']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/^不认识的选项（--wat）。\n用法/)]);
    // A token is for one: an officer, or a clerk of another agency; there are no clerks of our own.
    for (const args of [[], ['office', '--agency', 'jl-ecology']]) expect((await runProgram('token', args)).stdout).toContain('--agency <机关代码>');
    const own = await runProgram('token', ['--agency', 'jlgxt']);
    expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('jl-ecology')]);
    const scope = await runProgram('token', ['--agency', 'jl-ecology', '--client', '--scopes', 'referrals:read everything']);
    expect([scope.code, scope.stderr]).toEqual([1, expect.stringMatching(/everything.*referrals:read/)]);
  });

  it('refuses a busy port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { code, stderr } = await runProgram('standalone', ['--port', String(port), '--data', await folder()]);
    server.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining('已被占用')]);
  });

  it('refuses a folder that cannot be written, and one that holds other things', async () => {
    const file = join(await folder(), 'a-file');
    await writeFile(file, 'x');
    const unwritable = await runProgram('standalone', ['--port', '0', '--data', join(file, 'below')]);
    expect([unwritable.code, unwritable.stderr]).toEqual([1, expect.stringContaining('不能写入')]);
    const foreign = await folder();
    await writeFile(join(foreign, 'thesis.txt'), 'x');
    const refused = await runProgram('standalone', ['--port', '0', '--data', foreign, '--fresh']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('不是本平台的数据目录')]);
  });

  it('refuses a broken database folder and leaves it as it is', async () => {
    const data = await folder();
    await writeFile(join(data, '.disclosure'), '');
    await mkdir(join(data, 'postgres'));
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '18\n');
    const { code, stderr } = await runProgram('standalone', ['--port', '0', '--data', data]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('不能启动')]);
  });

  it('refuses sample identities in production', async () => {
    const { code, stderr } = await runProgram('standalone', ['--port', '0', '--data', await folder()], { NODE_ENV: 'production' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('示例身份')]);
  });
});

describe('a platform that runs', () => {
  it('keeps its data over a kill -9 in the middle of work, refuses a second process and an earlier clock, and drains on SIGTERM', async () => {
    const first = await RunningPlatform.start({ now: NOW, data: await folder() });
    const submit = (n: number) => first.act<{ request: { id: string } }>(null, 'submitRequest', { commandId: `kill${String(n).padStart(28, '0')}`, title: `第${n}件`, applicant: { kind: 'NATURAL_PERSON', name: '甲', identityDocument: { type: '居民身份证', number: '11010519491231002X' }, telephone: '13800138000' } }, 'request { id }');
    const answered: string[] = [];
    const work = (async () => { for (let n = 0; n < 200; n += 1) answered.push((await submit(n)).request.id); })().catch(() => undefined);
    while (answered.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await runProgram('standalone', ['--port', '0', '--data', first.data]);
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('正由另一进程')]);
    await first.end('SIGKILL');
    await work;

    const earlier = await runProgram('standalone', ['--port', '0', '--data', first.data, '--now', '2026-02-09T09:00:00+08:00']);
    expect([earlier.code, earlier.stderr]).toEqual([1, expect.stringContaining('不能早于')]);

    const again = await RunningPlatform.start({ data: first.data, now: '2026-02-10T12:00:00+08:00' });
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const page: { data: { requests: { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } } } = await again.ask('office', 'query($after: String) { requests(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }', { after });
      page.data.requests.nodes.forEach((node) => ids.add(node.id));
      after = page.data.requests.pageInfo.hasNextPage ? page.data.requests.pageInfo.endCursor : null;
    } while (after !== null);
    for (const id of answered) expect(ids).toContain(id);
    expect((await runProgram('verify', ['--data', first.data])).code).toBe(0);
    const ended = await again.end('SIGTERM');
    expect(ended.code).toBe(0);
    expect(spawnSync('pgrep', ['-f', first.data]).stdout.toString()).toBe('');
  }, 120_000);

  it('says in every response and page that the identities are samples, and serves the page without other origins', async () => {
    const platform = await RunningPlatform.start({ now: NOW, data: await folder() });
    expect(platform.stdout).toContain('npm run -s token');
    const token = await runProgram('token', ['office', '--data', platform.data]);
    expect((await platform.ask(token.stdout.trim(), '{ requests(first: 1) { nodes { id } } }')).errors).toBeUndefined();
    const clerk = await runProgram('token', ['--agency', 'jl-ecology', '--data', platform.data]);
    expect(await platform.ask(clerk.stdout.trim(), '{ consultations(first: 1) { nodes { id } } }')).toEqual({ data: { consultations: { nodes: [] } } });
    const client = await runProgram('token', ['--agency', 'jl-ecology', '--client', '--scopes', 'referrals:read', '--data', platform.data]);
    const asked = await platform.ask(client.stdout.trim(), '{ referrals(first: 1) { nodes { id } } competent(topic: "环境影响评价") { agencies { id contact { telephone } } } }');
    expect(asked).toEqual({ data: { referrals: { nodes: [] }, competent: { agencies: [{ id: 'jl-ecology', contact: { telephone: '0431-00000012' } }] } } });
    expect((await platform.ask(client.stdout.trim(), '{ consultations(first: 1) { nodes { id } } }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    // People without an account are many here, and all from one address.
    const codes = await Promise.all(Array.from({ length: 30 }, () => platform.ask(null, 'mutation { exchangeTrackingCode(input: { trackingCode: "00000-00000-00000-00000-00000" }) { refusals { code } } }')));
    expect(new Set(codes.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"data":{"exchangeTrackingCode":{"refusals":[{"code":"TRACKING_CODE_UNKNOWN"}]}}}']));
    const page = await fetch(`${platform.base}/`);
    expect(page.headers.get('x-disclosure-sample-identities')).not.toBeNull();
    const html = await page.text();
    expect(html).toContain('示例身份');
    expect(html).not.toMatch(/(src|href)="https?:/);
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(`${platform.base}${path}`)).status).toBe(200);
    const backwards = await platform.advanceTo('2026-02-09T09:00:00+08:00');
    expect(backwards.refusals).toMatchObject([{ code: 'CLOCK_BACKWARDS' }]);
    await platform.end();
    const headsBefore = await heads(platform.data);
    const real = await RunningPlatform.start({ data: platform.data });
    // Its clock is not the true one, and its evidence is written down from the first moment.
    expect(real.stdout).toContain('不是真实时间');
    for (let tries = 0; (await heads(platform.data)) === headsBefore && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await heads(platform.data)).toBeGreaterThan(headsBefore);
    expect((await real.advanceTo('2030-01-01T00:00:00+08:00')).refusals).toMatchObject([{ code: 'CLOCK_NOT_MOVABLE' }]);
    await real.end();
    // A step that this code does not know: the database is newer.
    expect((await runProgram('token', ['--list', '--json'])).stdout).toContain('"login": "disclosure-deputy"');
  }, 120_000);
});
