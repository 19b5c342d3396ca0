import type { MigrationStep } from '@disclosure/platform-persistence';

/**
 * Referrals, a row each: what another agency sees of a case is its own row and the texts that it names, nothing of the case (DEC-15). Its clerks
 * and its machine clients see the same; a client only what its scopes say, and nothing without an agency. Consultations likewise, from now on.
 */
export const referralMigration: MigrationStep = {
  name: '013-referrals',
  sql: `
CREATE FUNCTION requests.acting_agency(scope text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN v->>'kind' = 'AGENCY_CLERK' OR (v->>'kind' = 'MACHINE' AND v->'scopes' ? scope) THEN v->>'agency' END FROM requests.viewer() AS v $$;

CREATE TABLE requests.referral (
  id text PRIMARY KEY, case_id text NOT NULL REFERENCES requests.stream (id), kind text NOT NULL CHECK (kind IN ('REQUEST', 'CORRECTION')), round integer NOT NULL,
  from_agency_id text NOT NULL, agency_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('SENT', 'RECEIVED', 'ANSWERED', 'CLOSED')), version integer NOT NULL,
  -- The day on which we received what is referred: whoever answers for it knows how long it has been on its way.
  originally_received_on date, content_text text NOT NULL, asked jsonb NOT NULL,
  sent_on date NOT NULL, received_on date, answer_by date, answered_on date,
  result text CHECK (result IN ('ACCEPTED', 'DECLINED')), competent_agency_id text, answer_text text);
CREATE INDEX referral_case ON requests.referral (case_id);
CREATE INDEX referral_agency ON requests.referral (agency_id, sent_on DESC, id);
GRANT SELECT, INSERT, UPDATE ON requests.referral TO requests_write;
GRANT SELECT ON requests.referral TO requests_read;
ALTER TABLE requests.referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.referral TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY referral_seen ON requests.referral FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN EXISTS (SELECT FROM requests.request r WHERE r.id = case_id) OR EXISTS (SELECT FROM requests.correction c WHERE c.id = case_id)
    WHEN 'APPLICANT' THEN case_id = (SELECT requests.viewer()->>'id')
    ELSE agency_id = (SELECT requests.acting_agency('referrals:read')) END);
CREATE POLICY free_text_referred ON requests.free_text FOR SELECT TO requests_read USING (
  (SELECT requests.acting_agency('referrals:read')) IS NOT NULL AND field IN ('referralContent', 'referralAsked', 'referralAnswer')
    AND EXISTS (SELECT FROM requests.referral r WHERE r.case_id = free_text.stream_id AND (r.content_text = free_text.id OR r.answer_text = free_text.id OR r.asked @> jsonb_build_array(jsonb_build_object('text', jsonb_build_object('text', free_text.id))))));

DROP POLICY consultation_seen ON requests.consultation;
CREATE POLICY consultation_seen ON requests.consultation FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN EXISTS (SELECT FROM requests.request r WHERE r.id = request_id)
    WHEN 'THIRD_PARTY' THEN id = (SELECT requests.viewer()->>'id')
    ELSE agency_id = (SELECT requests.acting_agency('consultations:read')) END);
DROP POLICY free_text_consulted ON requests.free_text;
CREATE POLICY free_text_consulted ON requests.free_text FOR SELECT TO requests_read USING (
  ((SELECT requests.viewer()->>'kind') = 'THIRD_PARTY' OR (SELECT requests.acting_agency('consultations:read')) IS NOT NULL) AND field IN ('consultationContent', 'consultationAnswer')
    AND EXISTS (SELECT FROM requests.consultation c WHERE c.content_text = free_text.id OR c.answer_text = free_text.id));

-- The first day after which the office is to be shown that an agency has not answered.
ALTER TABLE requests.request ADD COLUMN referral_answer_by date;
CREATE INDEX request_referral ON requests.request (coalesce(referral_answer_by, 'infinity'::date)) WHERE referral_answer_by IS NOT NULL;
`,
};
