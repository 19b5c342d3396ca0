import type { MigrationStep } from '@disclosure/platform-persistence';

const SEES_ALL = "'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'";
const ofCorrection = (table: string, key: string, more = ''): string => `CREATE POLICY correction_seen ON requests.${table} FOR SELECT TO requests_read USING (EXISTS (SELECT FROM requests.correction c WHERE c.id = ${key})${more});`;

/** Requests to correct records, beside those for disclosure: a table of their own, seen by the same rules. */
export const correctionMigration: MigrationStep = {
  name: '004-corrections',
  sql: `
CREATE TABLE requests.correction (
  id text PRIMARY KEY REFERENCES requests.stream (id),
  agency_id text NOT NULL, number text UNIQUE,
  state text NOT NULL CHECK (state IN ('SUBMITTED', 'REGISTERED', 'VERIFIED', 'CORRECTED', 'DIRECTED', 'DECLINED', 'WITHDRAWN')),
  version integer NOT NULL, channel text NOT NULL, applicant_kind text NOT NULL,
  submitted_at platform.instant NOT NULL, submitted_on date NOT NULL, received_on date, due_on date, closed_on date,
  lead_division text, finding text, competent_agency_id text,
  tracking_hash text NOT NULL UNIQUE,
  applicant_name text NOT NULL, applicant_contact text, applicant_identity text,
  title_text text NOT NULL, claim_text text NOT NULL,
  CHECK (number IS NULL = (received_on IS NULL)));
CREATE INDEX correction_order ON requests.correction (submitted_at, id);
CREATE TABLE requests.correction_document (
  correction_id text NOT NULL REFERENCES requests.correction (id), seq integer NOT NULL, kind text NOT NULL, title text NOT NULL, number text,
  format text NOT NULL CHECK (format IN ('DOCX', 'PDF')), digest platform.digest NOT NULL, issued_on date NOT NULL, PRIMARY KEY (correction_id, seq, format));
GRANT SELECT, INSERT, UPDATE ON requests.correction TO requests_write;
GRANT SELECT, INSERT ON requests.correction_document TO requests_write;
GRANT SELECT ON requests.correction, requests.correction_document TO requests_read;
ALTER TABLE requests.correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.correction_document ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.correction TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.correction_document TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY correction_seen ON requests.correction FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN (SELECT requests.viewer()->'offices') ?| array[${SEES_ALL}] OR (SELECT requests.viewer()->'divisions') ? lead_division
    WHEN 'APPLICANT' THEN id = (SELECT requests.viewer()->>'id')
    ELSE false END);
${ofCorrection('correction_document', 'correction_id')}
${ofCorrection('event', 'stream_id')}
${ofCorrection('free_text', 'stream_id', " AND ((SELECT requests.viewer()->>'kind') = 'OFFICER' OR field IN ('title', 'claim'))")}
${ofCorrection('subject_key', 'stream_id')}
`,
};
