import type { MigrationStep } from '@disclosure/platform-persistence';

/**
 * Consultations, a row each: what a third party or another agency sees of a case is its own row and the texts that it names,
 * nothing of the request (DEC-15). The leading group sees a case once a third party objects.
 */
export const consultationMigration: MigrationStep = {
  name: '003-consultations',
  sql: `
CREATE TABLE requests.consultation (
  id text PRIMARY KEY, request_id text NOT NULL REFERENCES requests.request (id), round integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('THIRD_PARTY', 'AGENCY')), agency_id text, CHECK ((kind = 'AGENCY') = (agency_id IS NOT NULL)),
  status text NOT NULL CHECK (status IN ('SENT', 'RECEIVED', 'ANSWERED', 'LAPSED', 'CLOSED')), version integer NOT NULL,
  party_name text, party_contact text, content_text text NOT NULL, answer_text text,
  sent_on date NOT NULL, received_on date, answer_by date, answered_on date,
  result text CHECK (result IN ('CONSENT', 'PARTIAL_CONSENT', 'OBJECTION', 'NO_ANSWER', 'DEEMED_CONSENT')),
  overridden_on date, notified_on date, letter_number text NOT NULL, letter_digest platform.digest NOT NULL, form_digest platform.digest NOT NULL,
  link_hash text UNIQUE, CHECK ((kind = 'THIRD_PARTY') = (link_hash IS NOT NULL)));
CREATE INDEX consultation_request ON requests.consultation (request_id);
CREATE INDEX consultation_agency ON requests.consultation (agency_id, sent_on DESC, id) WHERE agency_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON requests.consultation TO requests_write;
GRANT SELECT ON requests.consultation TO requests_read;
ALTER TABLE requests.consultation ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.consultation TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY consultation_seen ON requests.consultation FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN EXISTS (SELECT FROM requests.request r WHERE r.id = request_id)
    WHEN 'THIRD_PARTY' THEN id = (SELECT requests.viewer()->>'id')
    WHEN 'AGENCY_CLERK' THEN agency_id = (SELECT split_part(requests.viewer()->>'id', ':', 1))
    ELSE false END);
CREATE POLICY free_text_consulted ON requests.free_text FOR SELECT TO requests_read USING (
  (SELECT requests.viewer()->>'kind') IN ('THIRD_PARTY', 'AGENCY_CLERK') AND field IN ('consultationContent', 'consultationAnswer')
    AND EXISTS (SELECT FROM requests.consultation c WHERE c.content_text = free_text.id OR c.answer_text = free_text.id));

CREATE FUNCTION requests.objected_to(request text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT EXISTS (SELECT FROM requests.consultation c WHERE c.request_id = request AND c.kind = 'THIRD_PARTY' AND c.result IN ('OBJECTION', 'PARTIAL_CONSENT')) $$;
CREATE POLICY request_before_group ON requests.request FOR SELECT TO requests_read USING (
  (SELECT requests.viewer()->>'kind') = 'OFFICER' AND (SELECT requests.viewer()->'offices') ? 'LEADING_GROUP' AND requests.objected_to(id));
-- An event may bring a form of its own beside its letter.
ALTER TABLE requests.document DROP CONSTRAINT document_pkey, ADD PRIMARY KEY (request_id, seq, kind, format);
`,
};
