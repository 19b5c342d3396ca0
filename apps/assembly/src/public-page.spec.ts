import fastify from 'fastify';
import { localDate } from '@disclosure/kernel';
import type { PublicDisclosure, PublicTombstone } from '@disclosure/publication-subgraph/public-disclosure';
import { StartRefused } from './options.ts';
import { PublicAddress } from './public-address.ts';
import { publicPages } from './public-page.ts';

const item: PublicDisclosure = {
  kind: 'LIVE', title: '关于<规划>的"通知"', summary: '概述', body: '第一段。\n\n<script>alert(1)</script>\n第三段。', attachments: [{ name: '图&表.pdf', url: '/files/public.X-2026-00001.ab' }],
  indexNumber: 'X/2026-00001', documentNumber: null, validity: '有效', formedOn: localDate('2026-02-27'), documentDatedOn: null, publishedOn: localDate('2026-03-02'), firstPublishedOn: localDate('2026-03-02'),
  cataloguePath: ['法定主动公开内容', '专项规划及相关政策'], division: '规划与投资处', agency: '吉林省工业和信息化厅',
};
const at: Record<string, PublicDisclosure | PublicTombstone> = { '/d/X-2026-00001': item, '/d/X-2026-00002': { kind: 'WITHDRAWN', indexNumber: 'X/2026-00002', withdrawnOn: localDate('2026-03-05'), agency: item.agency } };
const app = fastify();
beforeAll(async () => {
  const address = new PublicAddress('https://xxgk.example.gov.cn/');
  await app.register(publicPages(async (path) => { if (path.includes('\0')) throw new Error('a database would fail'); return at[path] ?? null; }, { domain: () => address.domain, siteIdCode: '2200000001' }));
});
afterAll(() => app.close());
const get = (number: string, headers: Record<string, string> = {}) => app.inject({ url: `/d/${number}`, headers });

describe('the public page of an item', () => {
  it('shows title, facts, the text in paragraphs and the files, everything escaped', async () => {
    const { statusCode, headers, body } = await get('X-2026-00001');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of ['<html lang="zh-CN">', '<h1>关于&#60;规划&#62;的&#34;通知&#34;</h1>', '<td>X/2026-00001</td>', '<td>2026年3月2日</td>', '<p class="text">第一段。</p>', '<p class="text">&#60;script&#62;alert(1)&#60;/script&#62;</p>', '<a href="/files/public.X-2026-00001.ab">图&#38;表.pdf</a>', '法定主动公开内容 &gt; 专项规划及相关政策']) expect(body).toContain(part);
    expect(body).not.toMatch(/<script|<h1>[^<]*<规划|文号/);
  });
  it('says of itself what government sites say', async () => {
    const { body } = await get('X-2026-00001');
    const said = Object.fromEntries([...body.matchAll(/<meta name="([A-Z]\w+)" content="([^"]*)">/g)].map(([, name, content]) => [name, content]));
    expect(said).toEqual({
      SiteName: '吉林省工业和信息化厅', SiteDomain: 'xxgk.example.gov.cn', SiteIDCode: '2200000001', ColumnName: '专项规划及相关政策', ColumnType: '法定主动公开内容',
      ArticleTitle: '关于&#60;规划&#62;的&#34;通知&#34;', PubDate: '2026-03-02', ContentSource: '规划与投资处',
    });
  });
  it('allows nothing but its own style, and is asked for again each time', async () => {
    const { headers } = await get('X-2026-00001');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
    expect(headers['cache-control']).toBe('no-cache');
    expect((await get('X-2026-00001', { 'if-none-match': headers['etag'] as string })).statusCode).toBe(304);
    expect((await get('X-2026-00001', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });
  it('is gone once withdrawn, with the day and nothing else, and not there where nothing was', async () => {
    const gone = await get('X-2026-00002');
    expect(gone.statusCode).toBe(410);
    expect(gone.body).toContain('已于2026年3月5日撤回，不再公开');
    const missing = await get('X-2026-00009');
    expect([missing.statusCode, missing.body.includes('未找到该信息')]).toEqual([404, true]);
    // An address that no database can be asked for.
    expect((await get('X-2026-00001%00')).statusCode).toBe(404);
  });
});

describe('the address of the public', () => {
  it('is what was set, else where the server listens', () => {
    const listening = new PublicAddress('');
    expect(listening.url('/d/1')).toBe('/d/1');
    listening.listening('http://127.0.0.1:4000');
    expect([listening.url('/d/1'), listening.domain]).toEqual(['http://127.0.0.1:4000/d/1', '127.0.0.1:4000']);
    const set = new PublicAddress('https://xxgk.example.gov.cn/');
    set.listening('http://127.0.0.1:4000');
    expect(set.url('/d/1')).toBe('https://xxgk.example.gov.cn/d/1');
    for (const wrong of ['xxgk.example.gov.cn', 'ftp://x']) expect(() => new PublicAddress(wrong)).toThrow(StartRefused);
  });
});
