import { Closers } from './closers.ts';
import { DownloadLinks, downloadsOf } from './downloads.ts';
import { readEnvironment, readSubgraphUrls, secretOf } from './environment.ts';
import { BusinessClock } from '@disclosure/platform-persistence';
import { clockNotice } from './clock-notice.ts';
import { readOptions, StartRefused } from './options.ts';
import { platformIssuerKeys } from './secrets.ts';

const SECRET = 'ab'.repeat(32);

describe('the environment of a process', () => {
  it('has defaults for all but the database and the secret', () => {
    const environment = readEnvironment({ DATABASE_URL: 'postgresql://db/x', DISCLOSURE_SECRET: SECRET, DATA: '/d' });
    expect(environment).toMatchObject({ databaseUrl: 'postgresql://db/x', host: '127.0.0.1', port: 0, data: '/d', files: '/d/files', evidence: '/d/evidence', allowSampleIdentities: false });
    expect(environment.secret).toHaveLength(32);
    expect(readEnvironment({ DATABASE_URL: 'x', DISCLOSURE_SECRET: SECRET, DATA: '/d', FILES: '/f', HOST: '0.0.0.0', PORT: '80' })).toMatchObject({ files: '/f', host: '0.0.0.0', port: 80 });
  });

  it.each([
    [{ DISCLOSURE_SECRET: SECRET }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'x' }, 'DISCLOSURE_SECRET'],
    [{ DATABASE_URL: 'x', DISCLOSURE_SECRET: 'short' }, 'DISCLOSURE_SECRET'],
    [{ DATABASE_URL: 'x', DISCLOSURE_SECRET: SECRET, PORT: '-1' }, 'PORT'],
  ])('refuses %j with a sentence', (env, told) => {
    expect(() => readEnvironment(env)).toThrow(StartRefused);
    expect(() => readEnvironment(env)).toThrow(told);
  });

  it('wants the address of every subgraph', () => {
    expect([...readSubgraphUrls(['a', 'b'], 'a=http://x:1, b=http://y:2')]).toEqual([['a', 'http://x:1'], ['b', 'http://y:2']]);
    for (const text of ['', 'a=http://x:1', 'a=http://x:1,b=nonsense']) expect(() => readSubgraphUrls(['b'], text)).toThrow('缺少子图 b 的地址');
  });
});

describe('a start', () => {
  afterEach(() => { delete process.env['DATABASE_URL']; });
  it('that would empty the folder and leave the database is refused', () => {
    expect(readOptions(['--fresh'])?.fresh).toBe(true);
    process.env['DATABASE_URL'] = 'postgresql://db/x';
    expect(() => readOptions(['--fresh'])).toThrow('两者不能同用');
    expect(readOptions([])?.fresh).toBe(false);
  });

  const clockAt = (offset: number) => ({
    clock: new BusinessClock(() => 0),
    database: { context: () => ({ writer: { query: async () => [{ offset_ms: offset }] } }) } as unknown as Parameters<typeof clockNotice>[0]['database'],
  });
  it('without --now says so where an earlier one has moved the clock', async () => {
    expect(await clockNotice(clockAt(0))).toBeNull();
    expect(await clockNotice(clockAt(40 * 24 * 3_600_000))).toBe('现为1970年2月10日 08:00，不是真实时间（沿用此前 --now 的设定）');
  });
});

describe('what is opened', () => {
  it('is closed in the opposite order, once, whatever fails on the way', async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(() => closed.push('database'));
    closers.add(() => { closed.push('worker'); throw new Error('worker'); });
    closers.add(async () => { await new Promise((resolve) => setTimeout(resolve, 5)); closed.push('server'); });
    const both = [closers.close(), closers.close()];
    await expect(both[0]).rejects.toThrow('worker');
    await expect(both[1]).rejects.toThrow('worker');
    expect(closed).toEqual(['server', 'worker', 'database']);
  });
});

describe('keys of one secret', () => {
  it('are the same in every process: what one signs, another verifies', async () => {
    const [one, two, other] = await Promise.all([platformIssuerKeys(secretOf(SECRET)), platformIssuerKeys(secretOf(SECRET)), platformIssuerKeys(secretOf('cd'.repeat(32)))]);
    const text = new TextEncoder().encode('x');
    const signature = await crypto.subtle.sign('Ed25519', one.privateKey, text);
    expect(await crypto.subtle.verify('Ed25519', two.publicKey, signature, text)).toBe(true);
    expect(await crypto.subtle.verify('Ed25519', other.publicKey, signature, text)).toBe(false);
    expect(one.keyId).toBe(two.keyId);
    expect(other.keyId).not.toBe(one.keyId);
  });
});

describe('links to files', () => {
  const grant = { digest: 'd', name: '名.txt', mediaType: 'text/plain', releaseId: null };
  const tokenOf = (url: string): string => url.slice('/files/'.length);

  it('open what they were made for, for a quarter of an hour, and nothing when a letter is changed', () => {
    let now = 0;
    const links = new DownloadLinks(Buffer.alloc(32, 1), () => now);
    const token = tokenOf(links.url(grant));
    expect(links.open(token)).toEqual(grant);
    expect(new DownloadLinks(Buffer.alloc(32, 2), () => now).open(token)).toBeNull();
    const [payload = '', signature = ''] = token.split('.');
    const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"d"', '"e"')).toString('base64url');
    expect(links.open(`${forged}.${signature}`)).toBeNull();
    now = 15 * 60_000 + 1;
    expect(links.open(token)).toBeNull();
  });

  it('made for somebody, open what the context of the record lets them open, asked at each opening', async () => {
    const links = new DownloadLinks(Buffer.alloc(32, 1), () => 0);
    const asked: string[] = [];
    const may = (context: string, answer: boolean) => async ({ recordId }: { readonly recordId: string }) => { asked.push(`${context} ${recordId}`); return answer; };
    const { resolveDownload } = downloadsOf(links, { query: async () => [] }, async () => null, { requests: may('requests', true), review: may('review', false), publication: may('publication', true) });
    const opened = async (more: object) => (await resolveDownload(tokenOf(links.url({ ...grant, ...more })))) !== null;
    const holder = { actor: { kind: 'OFFICER', personId: 'p' }, recordId: 'r' };
    expect([await opened(holder), await opened({ ...holder, context: 'review' }), await opened({ ...holder, context: 'publication' }), await opened({})]).toEqual([true, false, true, true]);
    expect(asked).toEqual(['requests r', 'review r', 'publication r']);
  });

  it('leave other tokens to others', () => {
    const links = new DownloadLinks(Buffer.alloc(32, 1), () => 0);
    for (const token of ['public.x.y', 'public.x', 'plain', '']) expect(links.open(token)).toBe('NO_GRANT');
  });
});
