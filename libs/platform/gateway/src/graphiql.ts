import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** One tab of GraphiQL: a step of the tour. */
export interface TourTab {
  /** In Chinese; shown in the list of steps and as the first line of the query. */
  readonly title: string;
  /** Its operation should have a name: GraphiQL shows it on the tab. */
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphiqlOptions {
  readonly title: string;
  readonly tour: readonly TourTab[];
  /** How to sign in, one line each, in Chinese: what to run for a token. */
  readonly signIn: readonly string[];
}

const require = createRequire(import.meta.url);
/** A file of an installed package; packages may not export the file itself, so its folder is asked for. */
const packaged = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);
const own = (file: string): string => fileURLToPath(new URL(`../assets/${file}`, import.meta.url));

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const ASSETS = [
  { name: 'react.js', type: SCRIPT, path: packaged('react', 'umd/react.production.min.js') },
  { name: 'react-dom.js', type: SCRIPT, path: packaged('react-dom', 'umd/react-dom.production.min.js') },
  { name: 'graphiql.js', type: SCRIPT, path: packaged('graphiql', 'graphiql.min.js') },
  { name: 'graphiql.css', type: STYLE, path: packaged('graphiql', 'graphiql.min.css') },
  { name: 'start.js', type: SCRIPT, path: own('start.js') },
  { name: 'start.css', type: STYLE, path: own('start.css') },
] as const;

/** Everything from this origin. GraphiQL's editor writes style attributes, and its style sheet carries its fonts as data. */
const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
/** JSON that can stand in a script element: no `<` that could end it. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function page(options: GraphiqlOptions): string {
  const tabs = options.tour.map(({ title, query, variables, headers }) => ({
    query: `# ${title.replaceAll('\n', ' ')}\n${query}`,
    ...(variables ? { variables: JSON.stringify(variables, null, 2) } : {}),
    ...(headers ? { headers: JSON.stringify(headers, null, 2) } : {}),
  }));
  const settings = scriptJson({ tabs, version: createHash('sha256').update(JSON.stringify(tabs)).digest('hex').slice(0, 12) });
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(options.title)}</title>
<link rel="stylesheet" href="/assets/graphiql.css">
<link rel="stylesheet" href="/assets/start.css">
</head>
<body>
<header>
<p class="warning" role="note">本站使用示例身份，仅供试用：登录人员均为虚构，请勿填写真实的个人信息。</p>
<details open>
<summary>如何登录</summary>
<ol>${options.signIn.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ol>
<label>登录凭证 <input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="留空即以公众身份访问"></label>
</details>
</header>
<main id="graphiql">正在加载…</main>
<script type="application/json" id="settings">${settings}</script>
<script src="/assets/react.js"></script>
<script src="/assets/react-dom.js"></script>
<script src="/assets/graphiql.js"></script>
<script src="/assets/start.js"></script>
</body>
</html>
`;
}

/** Serves GraphiQL at `/`, its parts from the installed packages under `/assets`: the page loads nothing from elsewhere. */
export async function graphiqlDoor(app: FastifyInstance, options: GraphiqlOptions): Promise<void> {
  const html = page(options);
  app.get('/', async (_request, reply) => reply.header('content-security-policy', PAGE_POLICY).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html));
  for (const { name, type, path } of ASSETS) {
    const content = await readFile(path);
    const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`;
    app.get(`/assets/${name}`, async (request, reply) => {
      reply.header('etag', etag).header('cache-control', 'no-cache');
      return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(type).send(content);
    });
  }
}
