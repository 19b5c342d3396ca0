import { NOW } from '../settings.ts';

const TODAY = `DATE '${NOW.slice(0, 10)}'`;

/** Of the section that search finds an item by, as the platform's own statement does: one name, its facets, ten of its items. */
export const SEARCH_SQL = (query: string): string => `
  WITH hit AS MATERIALIZED (
    SELECT d.id, max(round(ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', d.tokens, ${query}::tsquery)::numeric, 4)) AS rank, d.published_on, d.release_id, d.division_id, d.formed_on, d.validity, d.category_ids
    FROM publication.live_section d WHERE d.tokens @@ ${query}::tsquery AND (d.expires_on IS NULL OR d.expires_on >= ${TODAY})
    GROUP BY d.id, d.published_on, d.release_id, d.division_id, d.formed_on, d.validity, d.category_ids),
  page AS (SELECT * FROM hit ORDER BY rank DESC, published_on DESC, id DESC LIMIT 11),
  shown AS (SELECT * FROM page ORDER BY rank DESC, published_on DESC, id DESC LIMIT 10)
  SELECT json_build_object(
    'totalCount', (SELECT count(*) FROM hit), 'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 10 FROM page)),
    'facets', json_build_array(
      json_build_object('name', 'category', 'values', (SELECT coalesce(json_agg(json_build_object('value', value, 'label', label, 'count', count) ORDER BY count DESC, value COLLATE "C"), '[]') FROM (
        SELECT c.id AS value, c.name AS label, count(*) AS count FROM hit, unnest(hit.category_ids) AS category JOIN bench.category c ON c.id = category GROUP BY c.id, c.name) AS f)),
      json_build_object('name', 'division', 'values', (SELECT coalesce(json_agg(json_build_object('value', value, 'label', label, 'count', count) ORDER BY count DESC, value COLLATE "C"), '[]') FROM (
        SELECT v.id AS value, v.name AS label, count(*) AS count FROM hit JOIN bench.division v ON v.id = hit.division_id GROUP BY v.id, v.name) AS f)),
      json_build_object('name', 'year', 'values', (SELECT coalesce(json_agg(json_build_object('value', value, 'label', value || '年', 'count', count) ORDER BY count DESC, value COLLATE "C"), '[]') FROM (
        SELECT left(formed_on::text, 4) AS value, count(*) AS count FROM hit GROUP BY 1) AS f)),
      json_build_object('name', 'validity', 'values', (SELECT coalesce(json_agg(json_build_object('value', value, 'label', label, 'count', count) ORDER BY count DESC, value COLLATE "C"), '[]') FROM (
        SELECT l.value, l.label, count(*) AS count FROM hit JOIN bench.validity_label l ON l.value = hit.validity GROUP BY l.value, l.label) AS f))),
    'edges', (SELECT coalesce(json_agg(json_build_object('node', json_build_object('id', s.id, 'address', e.address, 'title', convert_from(c.bytes, 'UTF8')::json->>'title', 'publishedOn', s.published_on,
        'division', json_build_object('id', v.id, 'name', v.name))) ORDER BY s.rank DESC, s.published_on DESC, s.id DESC), '[]')
      FROM shown s JOIN publication.entry e ON e.id = s.id JOIN gate.public_content c ON c.release_id = s.release_id JOIN bench.division v ON v.id = s.division_id))`;
