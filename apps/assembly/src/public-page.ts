import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { chineseDate } from '@disclosure/kernel';
import type { PublicDisclosure, PublicTombstone } from '@disclosure/publication-subgraph/public-disclosure';

/** What pages say of the site itself, as the standard of government sites asks (网站标识码 where the site has one). */
export interface PublicSite { readonly domain: () => string | null; readonly siteIdCode: string | null }
export type ReadPublic = (address: string) => Promise<PublicDisclosure | PublicTombstone | null>;

const STYLE = 'body{max-width:48rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.8}h1{text-align:center;font-size:1.5rem}th{text-align:left;font-weight:normal;padding-right:1em;white-space:nowrap}p.text{text-indent:2em}nav,footer{color:#555}';
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The public's page of one item: /d/<index number>. 200 while it is out, 410 once withdrawn, 404 for what never was; nothing of it needs a script. */
export function publicPages(read: ReadPublic, site: PublicSite): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get<{ Params: { address: string } }>('/d/:address', async (request, reply) => {
      // A NUL is in no address, and no database takes one.
      const found = request.params.address.includes('\0') ? null : await read(`/d/${request.params.address}`);
      const html = found === null ? missingPage() : found.kind === 'WITHDRAWN' ? withdrawnPage(found) : disclosurePage(found, site);
      const etag = `"${createHash('sha256').update(html).digest('base64url')}"`;
      // Asked for each time: a revocation closes the page at once, whoever has kept it.
      reply.headers({ 'content-security-policy': POLICY, etag, 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
      if (found?.kind === 'LIVE' && request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
      return reply.code(found === null ? 404 : found.kind === 'WITHDRAWN' ? 410 : 200).send(html);
    });
  };
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const meta = (name: string, content: string | null | undefined): string => (content ? `<meta name="${name}" content="${escape(content)}">\n` : '');

function page(title: string, head: string, main: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
${head}<style>${STYLE}</style>
</head>
<body>
${main}
</body>
</html>
`;
}

/** Each line of the cleared text is a paragraph. */
const paragraphs = (text: string): string => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => `<p class="text">${escape(line)}</p>`).join('\n');

function disclosurePage(of: PublicDisclosure, { domain, siteIdCode }: PublicSite): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['索引号', of.indexNumber], ['文号', of.documentNumber], ['发布机构', of.agency], ['公开责任处室', of.division], ['成文日期', of.documentDatedOn && chineseDate(of.documentDatedOn)], ['产生日期', chineseDate(of.formedOn)],
    ['发布日期', chineseDate(of.publishedOn)], ['首次发布日期', of.firstPublishedOn === of.publishedOn ? null : chineseDate(of.firstPublishedOn)], ['效力状态', of.validity],
  ];
  const head = meta('SiteName', of.agency) + meta('SiteDomain', domain()) + meta('SiteIDCode', siteIdCode) + meta('ColumnName', of.cataloguePath.at(-1)) + meta('ColumnType', of.cataloguePath[0])
    + meta('ArticleTitle', of.title) + meta('PubDate', of.publishedOn) + meta('ContentSource', of.division || of.agency);
  const rows = facts.filter(([, value]) => value !== null && value !== '').map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escape(value as string)}</td></tr>`).join('\n');
  const files = of.attachments.map(({ name, url }) => `<li><a href="${escape(url)}">${escape(name)}</a></li>`).join('\n');
  return page(of.title, head, `<nav aria-label="目录">${of.cataloguePath.map(escape).join(' &gt; ')}</nav>
<main>
<h1>${escape(of.title)}</h1>
<table>
${rows}
</table>
<article>
${paragraphs(of.body === '' ? of.summary : of.body)}
</article>
${files === '' ? '' : `<section aria-label="附件"><h2>附件</h2>\n<ul>\n${files}\n</ul></section>\n`}</main>`);
}

const withdrawnPage = ({ indexNumber, withdrawnOn, agency }: PublicTombstone): string =>
  page('该信息已撤回', meta('SiteName', agency), `<main>\n<h1>该信息已撤回</h1>\n<p>索引号为${escape(indexNumber)}的信息已于${chineseDate(withdrawnOn)}撤回，不再公开。</p>\n</main>`);

const missingPage = (): string => page('未找到该信息', '', '<main>\n<h1>未找到该信息</h1>\n<p>该网址没有公开的政府信息。</p>\n</main>');
