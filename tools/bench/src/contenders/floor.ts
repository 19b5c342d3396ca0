// The floor: one hand-written statement for each question, whose JSON PostgreSQL makes, behind bare node:http.
import { createServer } from 'node:http';
import pg from 'pg';
import { SEARCH_SQL } from '../data/search-sql.ts';
import { queryOf } from '../graph-search.ts';
import { NOW } from '../settings.ts';

const TODAY = `DATE '${NOW.slice(0, 10)}'`;
const CLEARANCE = `json_build_object('id', k.id, 'extent', k.extent, 'clearedOn', left(((k.cleared_at::timestamptz) AT TIME ZONE 'Asia/Shanghai')::text, 10), 'expiresOn', k.expires_on, 'state', CASE WHEN k.expires_on < ${TODAY} THEN 'EXPIRED' ELSE 'VALID' END)`;
const DIVISION = "json_build_object('id', v.id, 'name', v.name)";
const LIVE = `FROM publication.disclosure_version n JOIN publication.entry e ON e.id = n.disclosure_id AND e.current_version = n.number AND e.withdrawn_on IS NULL
  JOIN gate.release r ON r.id = n.release_id AND r.audience = 'PUBLIC' JOIN gate.clearance k ON k.id = r.clearance_id
  WHERE NOT EXISTS (SELECT FROM gate.release_end x WHERE x.release_id = r.id) AND NOT EXISTS (SELECT FROM gate.revocation x WHERE x.clearance_id = k.id) AND (k.expires_on IS NULL OR k.expires_on >= ${TODAY})`;

const STATEMENTS: Readonly<Record<string, string>> = {
  '/page': `WITH page AS MATERIALIZED (
      SELECT e.id, e.index_number, e.address, n.document_number, n.formed_on, n.published_on, n.validity, k.extent, n.division_id, r.digest, ${CLEARANCE} AS clearance
      ${LIVE} ORDER BY n.published_on DESC, n.disclosure_id DESC LIMIT 21),
    shown AS (SELECT * FROM page ORDER BY published_on DESC, id DESC LIMIT 20)
    SELECT json_build_object('data', json_build_object('disclosures', json_build_object('nodes', json_agg(json_build_object(
      'id', p.id, 'indexNumber', p.index_number, 'address', p.address, 'title', convert_from(c.bytes, 'UTF8')::json->>'title', 'documentNumber', p.document_number, 'formedOn', p.formed_on, 'publishedOn', p.published_on,
      'validity', p.validity, 'extent', p.extent, 'division', ${DIVISION}, 'clearance', p.clearance) ORDER BY p.published_on DESC, p.id DESC),
      'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 20 FROM page)))))::text AS answer
    FROM shown p JOIN gate.content c ON c.digest = p.digest JOIN bench.division v ON v.id = p.division_id`,
  '/one': `SELECT json_build_object('data', json_build_object('disclosureByAddress', json_build_object(
      'id', e.id, 'indexNumber', e.index_number, 'address', e.address, 'title', j.content->>'title', 'summary', j.content->>'summary', 'body', j.content->>'body',
      'keywords', to_json(string_to_array(j.content->'blocks'->>'keywords', E'\\n')), 'documentNumber', n.document_number, 'formedOn', n.formed_on, 'publishedOn', n.published_on, 'firstPublishedOn', e.first_published_on,
      'validity', n.validity, 'extent', k.extent, 'mode', n.mode, 'cataloguePath', (SELECT json_agg(g.path ORDER BY at) FROM unnest(n.category_ids) WITH ORDINALITY AS u (category, at) JOIN bench.category g ON g.id = category),
      'division', ${DIVISION}, 'clearance', ${CLEARANCE})))::text AS answer
    ${LIVE.replace('WHERE', "JOIN gate.content c ON c.digest = r.digest JOIN bench.division v ON v.id = n.division_id CROSS JOIN LATERAL (SELECT convert_from(c.bytes, 'UTF8')::json AS content OFFSET 0) AS j WHERE e.address = $1 AND")}`,
  '/search': `SELECT json_build_object('data', json_build_object('searchDisclosures', (${SEARCH_SQL('$1')})))::text AS answer`,
  '/desk': `WITH page AS MATERIALIZED (
      SELECT r.id, r.number, r.state, r.title_text, r.submitted_at, r.submitted_on, r.received_on, r.due_on, r.provisional, r.lead_division FROM requests.request r ORDER BY r.submitted_at DESC, r.id DESC LIMIT 51),
    shown AS (SELECT * FROM page ORDER BY submitted_at DESC, id DESC LIMIT 50)
    SELECT json_build_object('data', json_build_object('requests', json_build_object('nodes', json_agg(json_build_object(
      'id', p.id, 'number', p.number, 'state', p.state, 'stateText', l.label, 'title', t.body, 'submittedOn', p.submitted_on, 'receivedOn', p.received_on, 'dueOn', p.due_on, 'provisional', p.provisional,
      'leadDivision', CASE WHEN v.id IS NOT NULL THEN ${DIVISION} END) ORDER BY p.submitted_at DESC, p.id DESC), 'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 50 FROM page)))))::text AS answer
    FROM shown p JOIN bench.state_label l ON l.value = p.state LEFT JOIN requests.free_text t ON t.id = p.title_text LEFT JOIN bench.division v ON v.id = p.lead_division`,
};

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] as string, max: 10 });
createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://floor');
  const text = STATEMENTS[url.pathname];
  if (text === undefined) return void response.writeHead(404).end();
  const wanted = url.searchParams.get('address') ?? url.searchParams.get('query');
  const values = wanted === null ? [] : [url.pathname === '/search' ? queryOf(wanted) : wanted];
  pool.query<{ answer: string }>({ name: url.pathname, text, values }).then(
    ({ rows }) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(rows[0]?.answer ?? '{"data":null}'),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(process.env['PORT']), '127.0.0.1');
