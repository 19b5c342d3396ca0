import type { MigrationStep } from '@disclosure/platform-persistence';
import { keepLikeness } from '../use-cases/likeness.ts';

/**
 * What requests are compared by, for those that ask for the same. Nobody reads it: a function gives ids and numbers, and which of these
 * a viewer may see the policies of requests decide. From a half on two texts are called alike; a person judges, nothing is decided by it. It goes with the texts when these are erased.
 */
export const likenessMigration: MigrationStep = {
  name: '011-likeness',
  sql: `
CREATE TABLE requests.likeness (request_id text PRIMARY KEY REFERENCES requests.request (id), title_pairs text, whole_pairs text NOT NULL);
CREATE INDEX likeness_title ON requests.likeness USING gin (title_pairs platform.gin_trgm_ops);
CREATE INDEX likeness_whole ON requests.likeness USING gin (whole_pairs platform.gin_trgm_ops);
GRANT SELECT, INSERT, UPDATE, DELETE ON requests.likeness TO requests_write;
CREATE FUNCTION requests.alike(asked text) RETURNS TABLE (id text, title real, whole real) LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER
  SET search_path = requests, platform, pg_catalog SET pg_trgm.similarity_threshold = 0.5 AS $$
DECLARE
  mine requests.likeness%ROWTYPE;
BEGIN
  SELECT * INTO mine FROM requests.likeness l WHERE l.request_id = asked;
  -- One index after the other: asked for both at once, each candidate of one would be compared by both.
  RETURN QUERY SELECT l.request_id, similarity(l.title_pairs, mine.title_pairs), similarity(l.whole_pairs, mine.whole_pairs)
    FROM (SELECT t.request_id FROM requests.likeness t WHERE t.title_pairs % mine.title_pairs UNION SELECT w.request_id FROM requests.likeness w WHERE w.whole_pairs % mine.whole_pairs) found
    JOIN requests.likeness l USING (request_id) WHERE l.request_id <> asked;
END $$;
REVOKE ALL ON FUNCTION requests.alike FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.alike TO requests_write, requests_read;
`,
  work: async (q) => {
    for (const { id } of await q.query<{ id: string }>('SELECT id FROM requests.request WHERE NOT erased')) await keepLikeness(q, id);
  },
};
