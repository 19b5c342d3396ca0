import { reportMigration } from './report.migration.ts';
import { contextFoundation } from '@disclosure/platform-persistence';
import type { SchemaMigrations } from '@disclosure/platform-persistence';
import { APPLICANT_KINDS, CHANNELS, FORMS_OF_PROVISION, MEANS_OF_SERVICE } from '@disclosure/requests-domain';
import { consultationMigration } from './consultation.migration.ts';
import { afterReplyMigration } from './after-reply.migration.ts';
import { referralMigration } from './referral.migration.ts';
import { deidentifiedMigration } from './deidentified.migration.ts';
import { holdsMigration } from './holds.migration.ts';
import { lettersMigration } from './letters.migration.ts';
import { correctionMigration } from './correction.migration.ts';
import { likenessMigration } from './likeness.migration.ts';
import { refundMigration } from './refund.migration.ts';
import { trackingMigration } from './tracking.migration.ts';
import { requestLooksMigration } from './looks.migration.ts';
import { keepingMigration } from './keeping.migration.ts';
import { remedyReportMigration } from './remedy-report.migration.ts';
import { undeliveredMigration } from './undelivered.migration.ts';
import { viewsMigration } from './views.migration.ts';

const oneOf = (values: object): string => Object.keys(values).map((value) => `'${value}'`).join(', ');
/** The stages and holds that the first step knew; what a step says is never edited. */
const FIRST_STAGES = "'SUBMITTED', 'REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF', 'SERVED', 'ABANDONED', 'WITHDRAWN'";
const FIRST_STATES = `${FIRST_STAGES}, 'AWAITING_CLARIFICATION'`;

/** Offices that see every request of the department (people.md). */
const SEES_ALL = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'].map((office) => `'${office}'`).join(', ');

export const requestsMigrations: SchemaMigrations = {
  schema: 'requests',
  steps: [
    contextFoundation('requests'),
    {
      name: '002-requests',
      sql: `
CREATE TABLE requests.request (
  id text PRIMARY KEY REFERENCES requests.stream (id),
  agency_id text NOT NULL, number text UNIQUE,
  stage text NOT NULL CHECK (stage IN (${FIRST_STAGES})),
  state text NOT NULL CHECK (state IN (${FIRST_STATES})),
  round integer NOT NULL, version integer NOT NULL,
  channel text NOT NULL CHECK (channel IN (${oneOf(CHANNELS)})),
  applicant_kind text NOT NULL CHECK (applicant_kind IN (${oneOf(APPLICANT_KINDS)})),
  form text NOT NULL CHECK (form IN (${oneOf(FORMS_OF_PROVISION)})),
  means text NOT NULL CHECK (means IN (${oneOf(MEANS_OF_SERVICE)})),
  submitted_at platform.instant NOT NULL, submitted_on date NOT NULL, received_on date, due_on date, provisional boolean NOT NULL,
  lead_division text, is_major boolean NOT NULL, outcomes text[] NOT NULL,
  proposal_digest text, release_id text, served_on date, late boolean,
  tracking_hash text NOT NULL UNIQUE,
  applicant_name text NOT NULL, applicant_contact text, applicant_identity text, applicant_equality text,
  title_text text NOT NULL, description_text text, clarification_text text,
  erased boolean NOT NULL,
  CHECK (number IS NULL = (received_on IS NULL)));
CREATE INDEX request_order ON requests.request (submitted_at, id);
CREATE INDEX request_due ON requests.request (due_on, id) WHERE due_on IS NOT NULL;
CREATE INDEX request_division ON requests.request (lead_division);
CREATE TABLE requests.contribution (
  request_id text NOT NULL REFERENCES requests.request (id), division_id text NOT NULL, status text NOT NULL CHECK (status IN ('ASKED', 'GIVEN', 'WAIVED')),
  material_text text, version integer NOT NULL, PRIMARY KEY (request_id, division_id));
CREATE INDEX contribution_division ON requests.contribution (division_id);
CREATE TABLE requests.document (
  request_id text NOT NULL REFERENCES requests.request (id), seq integer NOT NULL, kind text NOT NULL, title text NOT NULL, number text,
  format text NOT NULL CHECK (format IN ('DOCX', 'PDF')), digest platform.digest NOT NULL, issued_on date NOT NULL,
  -- Letters to the applicant; the reply itself only through its release.
  for_applicant boolean NOT NULL, PRIMARY KEY (request_id, seq, format));
-- What other contexts published that this one needs: live disclosures, and which requests led to each.
CREATE TABLE requests.published_disclosure (id text PRIMARY KEY, address text NOT NULL, live boolean NOT NULL);
CREATE TABLE requests.origin (disclosure_id text NOT NULL, request_id text NOT NULL, PRIMARY KEY (disclosure_id, request_id));

GRANT SELECT, INSERT, UPDATE ON requests.request, requests.contribution, requests.published_disclosure TO requests_write;
GRANT SELECT, INSERT ON requests.document, requests.origin TO requests_write;
GRANT SELECT ON requests.request, requests.contribution, requests.document, requests.published_disclosure, requests.origin TO requests_read;

-- Who sees a request (foundations 6). The viewer is set for the transaction; without one nothing is seen.
CREATE FUNCTION requests.viewer() RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT coalesce(nullif(current_setting('disclosure.viewer', true), ''), '{}')::jsonb $$;
ALTER TABLE requests.request ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.document ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.free_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.sealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.subject_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests.notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.request TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.contribution TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.document TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.event TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.free_text TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.sealed TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.subject_key TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY writer ON requests.notice TO requests_write USING (true) WITH CHECK (true);

CREATE POLICY contribution_seen ON requests.contribution FOR SELECT TO requests_read USING (
  (SELECT requests.viewer()->>'kind') = 'OFFICER' AND ((SELECT requests.viewer()->'offices') ?| array[${SEES_ALL}] OR (SELECT requests.viewer()->'divisions') ? division_id
    OR EXISTS (SELECT FROM requests.request r WHERE r.id = request_id AND (SELECT requests.viewer()->'divisions') ? r.lead_division)));
CREATE FUNCTION requests.supports(request text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT EXISTS (SELECT FROM requests.contribution c WHERE c.request_id = request AND requests.viewer()->'divisions' ? c.division_id) $$;
CREATE POLICY request_seen ON requests.request FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN (SELECT requests.viewer()->'offices') ?| array[${SEES_ALL}] OR (SELECT requests.viewer()->'divisions') ? lead_division OR requests.supports(id)
    WHEN 'APPLICANT' THEN id = (SELECT requests.viewer()->>'id')
    ELSE false END);
CREATE POLICY document_seen ON requests.document FOR SELECT TO requests_read USING (
  EXISTS (SELECT FROM requests.request r WHERE r.id = request_id) AND (for_applicant OR (SELECT requests.viewer()->>'kind') = 'OFFICER'));
CREATE POLICY event_seen ON requests.event FOR SELECT TO requests_read USING (EXISTS (SELECT FROM requests.request r WHERE r.id = stream_id));
CREATE POLICY free_text_seen ON requests.free_text FOR SELECT TO requests_read USING (
  EXISTS (SELECT FROM requests.request r WHERE r.id = stream_id) AND ((SELECT requests.viewer()->>'kind') = 'OFFICER' OR field IN ('title', 'description', 'clarification', 'clarificationItems')));
CREATE POLICY subject_key_seen ON requests.subject_key FOR SELECT TO requests_read USING (EXISTS (SELECT FROM requests.request r WHERE r.id = stream_id));
CREATE POLICY sealed_seen ON requests.sealed FOR SELECT TO requests_read USING (EXISTS (SELECT FROM requests.subject_key k WHERE k.id = key_id));
CREATE POLICY notice_seen ON requests.notice FOR SELECT TO requests_read USING (
  (SELECT requests.viewer()->>'kind') = 'OFFICER' AND (recipient = 'person:' || (SELECT requests.viewer()->>'id')
    OR (recipient LIKE 'office:%' AND (SELECT requests.viewer()->'offices') ? split_part(recipient, ':', 2) AND (split_part(recipient, ':', 3) = '' OR (SELECT requests.viewer()->'divisions') ? split_part(recipient, ':', 3)))));

-- The public learns of requests only how many led to what is published, while it is published.
CREATE VIEW requests.public_origin AS
  SELECT o.disclosure_id, count(*)::integer AS request_count FROM requests.origin o JOIN requests.published_disclosure d ON d.id = o.disclosure_id AND d.live GROUP BY o.disclosure_id;
GRANT SELECT ON requests.public_origin TO requests_public, requests_read;
`,
    },
    afterReplyMigration,
    consultationMigration,
    reportMigration,
    correctionMigration,
    holdsMigration,
    viewsMigration,
    remedyReportMigration,
    undeliveredMigration,
    likenessMigration,
    refundMigration,
    referralMigration,
    lettersMigration,
    trackingMigration,
    requestLooksMigration,
    keepingMigration,
    deidentifiedMigration,
  ],
};
