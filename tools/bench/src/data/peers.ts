import { VALIDITY_LABELS } from '@disclosure/publication-domain';
import { PLAIN_STAGES } from '@disclosure/requests-domain';
import { NOW } from '../settings.ts';
import { SEARCH_SQL } from './search-sql.ts';

const TODAY = `DATE '${NOW.slice(0, 10)}'`;
const labels = (of: Readonly<Record<string, string>>): string => Object.entries(of).map(([value, label]) => `('${value}', '${label}')`).join(', ');

/**
 * What peers that know only SQL are given, in a schema of their own over the platform's tables and views: names out of the book of
 * organisation, labels, columns out of the cleared packages, and the search as a function. They read it as \`bench_peer\`.
 */
export const PEERS_SQL = `
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
DO $$ BEGIN CREATE ROLE bench_peer LOGIN PASSWORD 'bench'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE TABLE bench.division (id text PRIMARY KEY, name text NOT NULL);
INSERT INTO bench.division SELECT d->>'id', d->>'name' FROM (SELECT content::jsonb FROM reference.book WHERE book = 'organisation' ORDER BY revision DESC LIMIT 1) AS b, jsonb_array_elements(b.content->'divisions') AS d;
CREATE TABLE bench.category (id text PRIMARY KEY, name text NOT NULL, path jsonb NOT NULL);
INSERT INTO bench.category SELECT c.id, c.name, CASE WHEN p.id IS NULL THEN jsonb_build_array(jsonb_build_object('id', c.id, 'name', c.name))
  ELSE jsonb_build_array(jsonb_build_object('id', p.id, 'name', p.name), jsonb_build_object('id', c.id, 'name', c.name)) END FROM publication.category c LEFT JOIN publication.category p ON p.id = c.parent_id;
CREATE TABLE bench.validity_label (value text PRIMARY KEY, label text NOT NULL);
INSERT INTO bench.validity_label VALUES ${labels(VALIDITY_LABELS)};
CREATE TABLE bench.state_label (value text PRIMARY KEY, label text NOT NULL);
INSERT INTO bench.state_label VALUES ${labels(PLAIN_STAGES)};
CREATE VIEW bench.clearance AS SELECT id, extent, left(((cleared_at::timestamptz) AT TIME ZONE 'Asia/Shanghai')::text, 10)::date AS cleared_on, expires_on, CASE WHEN expires_on < ${TODAY} THEN 'EXPIRED' ELSE 'VALID' END AS state FROM review.public_clearance;
COMMENT ON VIEW bench.clearance IS E'@primaryKey id';
CREATE VIEW bench.disclosure AS
  SELECT d.id, d.index_number, d.address, d.document_number, d.formed_on, d.published_on, d.first_published_on, d.validity, d.extent, d.mode, d.division_id, d.clearance_id,
    convert_from(c.bytes, 'UTF8')::json->>'title' AS title, convert_from(c.bytes, 'UTF8')::json->>'summary' AS summary, convert_from(c.bytes, 'UTF8')::json->>'body' AS body,
    string_to_array(convert_from(c.bytes, 'UTF8')::json->'blocks'->>'keywords', E'\\n') AS keywords,
    (SELECT jsonb_agg(g.path ORDER BY at) FROM unnest(d.category_ids) WITH ORDINALITY AS u (category, at) JOIN bench.category g ON g.id = category) AS catalogue_path
  FROM publication.live_disclosure d JOIN gate.content c ON c.digest = d.digest WHERE d.expires_on IS NULL OR d.expires_on >= ${TODAY};
COMMENT ON VIEW bench.disclosure IS E'@primaryKey id\\n@unique address\\n@foreignKey (division_id) references bench.division (id)|@fieldName division\\n@foreignKey (clearance_id) references bench.clearance (id)|@fieldName clearance';
COMMENT ON COLUMN bench.disclosure.published_on IS E'@behavior +orderBy';
COMMENT ON COLUMN bench.disclosure.id IS E'@behavior +orderBy';
CREATE VIEW bench.request AS
  SELECT r.id, r.number, r.state, l.label AS state_text, t.body AS title, r.submitted_at::text AS submitted_at, r.submitted_on, r.received_on, r.due_on, r.provisional, r.lead_division
  FROM requests.request r JOIN bench.state_label l ON l.value = r.state LEFT JOIN requests.free_text t ON t.id = r.title_text;
COMMENT ON VIEW bench.request IS E'@primaryKey id\\n@foreignKey (lead_division) references bench.division (id)|@fieldName leadDivisionDetails';
COMMENT ON COLUMN bench.request.submitted_at IS E'@behavior +orderBy';
COMMENT ON COLUMN bench.request.id IS E'@behavior +orderBy';
CREATE FUNCTION bench.search(query text) RETURNS json LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bench, pg_catalog AS $$ ${SEARCH_SQL('query')} $$;
GRANT USAGE ON SCHEMA bench TO bench_peer;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO bench_peer;
ANALYZE bench.division, bench.category, bench.validity_label, bench.state_label;
`;
