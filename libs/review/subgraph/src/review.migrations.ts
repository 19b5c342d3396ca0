import { contextFoundation, looksMigration } from '@disclosure/platform-persistence';
import type { ContextSchema } from '@disclosure/platform-persistence';

/**
 * Schema `review`. The row of a case is a projection; who may see it is `may_see`, which asks the viewer that the transaction names.
 * Events and free texts are seen with the case they belong to. Of clearances the public sees those that something lives on.
 */
export const reviewSchema: ContextSchema = {
  context: 'review',
  records: [],
  migrations: {
    schema: 'review',
    steps: [contextFoundation('review'), {
      name: '002-cases',
      sql: `
CREATE TABLE review.review_case (
  id text PRIMARY KEY REFERENCES review.stream (id),
  state text NOT NULL CHECK (state IN ('OPEN', 'DIVISION_REVIEWED', 'DEPUTY_APPROVED', 'CLEARED', 'WITHHELD', 'REFERRED_TO_SECRECY_OFFICE', 'REFERRED_OUTSIDE', 'RETURNED', 'WITHDRAWN')),
  digest platform.digest NOT NULL, plain_digest platform.digest,
  extent text NOT NULL CHECK (extent IN ('FULL_TEXT', 'REDACTED', 'WITHHELD')),
  mode text NOT NULL CHECK (mode IN ('PROACTIVE', 'ON_REQUEST')),
  audience text NOT NULL CHECK ((mode = 'PROACTIVE' AND audience = 'PUBLIC') OR (mode = 'ON_REQUEST' AND audience LIKE 'CASE:_%')),
  subject_kind text NOT NULL CHECK (subject_kind IN ('REQUEST', 'DISCLOSURE')), subject_id text NOT NULL,
  division_id text NOT NULL, author_id text, is_major_sensitive boolean NOT NULL,
  clearance_id text, clearance_state text CHECK (clearance_state IN ('VALID', 'EXPIRED', 'REVOKED')),
  -- What the review found against the content: it binds every later review of the same.
  barred text CHECK (barred IN ('MUST_NOT_DISCLOSE', 'CLASSIFIED')),
  opened_at platform.instant NOT NULL, changed_at platform.instant NOT NULL,
  CHECK (state <> 'CLEARED' OR clearance_id IS NOT NULL),
  CHECK ((clearance_id IS NULL) = (clearance_state IS NULL)));
CREATE INDEX review_case_order ON review.review_case (opened_at DESC, id DESC);
CREATE INDEX review_case_division ON review.review_case (division_id, opened_at DESC, id DESC);
CREATE INDEX review_case_digest ON review.review_case (digest);
CREATE INDEX review_case_plain_digest ON review.review_case (plain_digest) WHERE plain_digest IS NOT NULL;
CREATE INDEX review_case_subject ON review.review_case (subject_kind, subject_id);
GRANT SELECT, INSERT, UPDATE ON review.review_case TO review_write;
GRANT SELECT ON review.review_case TO review_read;

-- The viewer that the reading transaction names (disclosure.viewer): reviews.all, or reviews.divisions where an office of the division is held.
CREATE FUNCTION review.may_see(division text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(viewer->>'kind' = 'OFFICER' AND ((viewer->'reviews'->>'all')::boolean OR viewer->'reviews'->'divisions' ? division), false)
  FROM (SELECT nullif(current_setting('disclosure.viewer', true), '')::jsonb AS viewer) AS asked $$;

ALTER TABLE review.review_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON review.review_case TO review_write USING (true) WITH CHECK (true);
CREATE POLICY seen ON review.review_case FOR SELECT TO review_read USING (review.may_see(division_id));
ALTER TABLE review.event ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON review.event TO review_write USING (true) WITH CHECK (true);
CREATE POLICY seen ON review.event FOR SELECT TO review_read USING (EXISTS (SELECT FROM review.review_case c WHERE c.id = stream_id));
ALTER TABLE review.free_text ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON review.free_text TO review_write USING (true) WITH CHECK (true);
CREATE POLICY seen ON review.free_text FOR SELECT TO review_read USING (EXISTS (SELECT FROM review.review_case c WHERE c.id = stream_id));

-- What the public may know of a clearance: that it stands behind something that is out. Never who reviewed.
CREATE VIEW review.public_clearance AS
  SELECT c.id, c.digest, c.extent, c.mode, c.audience, c.cleared_at, c.expires_on, false AS is_revoked, NULL::text AS review_id
  FROM gate.clearance c WHERE EXISTS (SELECT FROM gate.live_release l WHERE l.clearance_id = c.id AND l.audience = 'PUBLIC');
-- The same, what was released to the applicant who asks, and all clearances of reviews that the viewer sees.
CREATE VIEW review.visible_clearance AS
  SELECT c.id, c.digest, c.extent, c.mode, c.audience, c.cleared_at, c.expires_on,
    EXISTS (SELECT FROM gate.revocation v WHERE v.clearance_id = c.id) AS is_revoked,
    CASE WHEN sees.review THEN c.review_id END AS review_id
  FROM gate.clearance c
    CROSS JOIN (SELECT nullif(current_setting('disclosure.viewer', true), '')::jsonb AS viewer) AS asked
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM review.review_case r WHERE r.id = c.review_id AND review.may_see(r.division_id)) AS review) AS sees
  WHERE sees.review OR EXISTS (SELECT FROM gate.live_release l WHERE l.clearance_id = c.id
    AND (l.audience = 'PUBLIC' OR (viewer->>'kind' = 'APPLICANT' AND l.audience = 'CASE:' || (viewer->>'id'))));
GRANT SELECT ON review.public_clearance TO review_public;
GRANT SELECT ON review.visible_clearance TO review_read;
`,
    }, {
      name: '003-removals',
      sql: `
-- Files of what was classified, until they are removed: noted in the transaction that classifies, which no file store takes part in.
CREATE TABLE review.file_removal (review_id text NOT NULL REFERENCES review.review_case (id), digest platform.digest NOT NULL, PRIMARY KEY (review_id, digest));
GRANT SELECT, INSERT, DELETE ON review.file_removal TO review_write;
`,
    }, looksMigration('review', '004-looks', ['DISCLOSURE_OFFICE_HEAD', 'ADMINISTRATOR'])],
  },
};
