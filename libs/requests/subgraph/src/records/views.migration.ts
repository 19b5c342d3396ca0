import type { MigrationStep } from '@disclosure/platform-persistence';
import { OPEN_STAGES } from '@disclosure/requests-domain';

/** A case on which work goes on. As its indexes say it: a statement that says the same can use them. */
export const OPEN_CASE = `r.stage IN (${OPEN_STAGES.map((stage) => `'${stage}'`).join(', ')})`;
// What a step says is never edited: its own list of the open stages.
const OPEN = "stage IN ('SUBMITTED', 'REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF')";

/**
 * The officer's desk and the office's board. Whose turn it is stands in the row; indexes give both lists in their orders. Row policies keep
 * operators that could leak a value out of indexes (arrays, LIKE): such searches are functions that give ids only, and what a viewer may see of these
 * the policies decide as everywhere.
 */
export const viewsMigration: MigrationStep = {
  name: '007-views',
  sql: `
ALTER TABLE requests.request ADD COLUMN awaits text[] NOT NULL DEFAULT '{}', ADD COLUMN awaits_signature text[] NOT NULL DEFAULT '{}';
CREATE INDEX request_awaits ON requests.request USING gin (awaits);
CREATE INDEX request_awaits_signature ON requests.request USING gin (awaits_signature);
CREATE INDEX request_open_by_due ON requests.request (coalesce(due_on, 'infinity'::date), id) WHERE ${OPEN};
CREATE INDEX request_by_due ON requests.request (coalesce(due_on, 'infinity'::date), id);
CREATE INDEX request_by_received ON requests.request (coalesce(received_on, 'infinity'::date), id);
CREATE INDEX request_state ON requests.request (state);
CREATE INDEX free_text_title ON requests.free_text USING gin (body platform.gin_trgm_ops) WHERE field = 'title';

CREATE FUNCTION requests.waiting_for(offices text[], signing boolean) RETURNS SETOF text LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT r.id FROM requests.request r WHERE NOT signing AND r.awaits && offices UNION ALL SELECT r.id FROM requests.request r WHERE signing AND r.awaits_signature && offices $$;
CREATE FUNCTION requests.open_in(divisions text[]) RETURNS SETOF text LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT r.id FROM requests.request r WHERE r.lead_division = ANY (divisions) AND r.${OPEN}
  UNION SELECT c.request_id FROM requests.contribution c JOIN requests.request r ON r.id = c.request_id WHERE c.division_id = ANY (divisions) AND r.${OPEN} $$;
CREATE FUNCTION requests.titled(pattern text) RETURNS SETOF text LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = requests, platform, pg_catalog AS $$
  SELECT t.stream_id FROM requests.free_text t WHERE t.field = 'title' AND t.body ILIKE pattern $$;
REVOKE ALL ON FUNCTION requests.waiting_for, requests.open_in, requests.titled FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.waiting_for, requests.open_in, requests.titled TO requests_read;
`,
};
