import type { MigrationStep } from '@disclosure/platform-persistence';

const SEES_ALL = "'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'";

/** Tracking codes that are replaced or revoked: an applicant sees the case by a token of the code in use alone, whatever asks. */
export const trackingMigration: MigrationStep = {
  name: '015-tracking-generation',
  sql: `
ALTER TABLE requests.request ADD COLUMN tracking_generation integer NOT NULL DEFAULT 1 CHECK (tracking_generation > 0);
DROP POLICY request_seen ON requests.request;
CREATE POLICY request_seen ON requests.request FOR SELECT TO requests_read USING (
  CASE (SELECT requests.viewer()->>'kind')
    WHEN 'OFFICER' THEN (SELECT requests.viewer()->'offices') ?| array[${SEES_ALL}] OR (SELECT requests.viewer()->'divisions') ? lead_division OR requests.supports(id)
    WHEN 'APPLICANT' THEN id = (SELECT requests.viewer()->>'id') AND tracking_generation = (SELECT coalesce((requests.viewer()->>'generation')::integer, 1))
    ELSE false END);
DROP POLICY referral_seen ON requests.referral;
CREATE POLICY referral_seen ON requests.referral FOR SELECT TO requests_read USING (
  CASE WHEN (SELECT requests.viewer()->>'kind') IN ('OFFICER', 'APPLICANT') THEN EXISTS (SELECT FROM requests.request r WHERE r.id = case_id) OR EXISTS (SELECT FROM requests.correction c WHERE c.id = case_id)
    ELSE agency_id = (SELECT requests.acting_agency('referrals:read')) END);
`,
};
