import type { MigrationStep } from '@disclosure/platform-persistence';

/** Offices that may see the numbers of the department (people.md: analysts see aggregates, never cases). */
const COUNTS = ['ANALYST', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'].map((office) => `'${office}'`).join(', ');

/** Where each case counts in the annual report, and the counting itself: under the viewer's offices, without a look at any case. */
export const reportMigration: MigrationStep = {
  name: '006-report',
  sql: `
ALTER TABLE requests.request ADD COLUMN report_row text, ADD COLUMN closed_on date, ADD CHECK ((report_row IS NULL) = (closed_on IS NULL));
CREATE INDEX request_received ON requests.request (agency_id, received_on) WHERE received_on IS NOT NULL;
CREATE INDEX request_closed ON requests.request (agency_id, closed_on, report_row);
CREATE FUNCTION requests.report_counts(agency text, year integer) RETURNS TABLE (report_row text, kind text, cases integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  WITH span AS (SELECT make_date(year, 1, 1) AS first, make_date(year, 12, 31) AS last),
  counted AS (
    SELECT r.applicant_kind, r.report_row, r.received_on >= span.first AS came, r.closed_on IS NOT NULL AND r.closed_on <= span.last AS ended
    FROM requests.request r, span
    WHERE r.agency_id = agency AND r.received_on <= span.last AND (r.closed_on IS NULL OR r.closed_on >= span.first)
      AND requests.viewer()->>'kind' = 'OFFICER' AND requests.viewer()->'offices' ?| array[${COUNTS}])
  SELECT CASE WHEN came THEN 'NEW_THIS_YEAR' ELSE 'CARRIED_OVER' END, applicant_kind, count(*)::integer FROM counted GROUP BY 1, 2
  UNION ALL
  SELECT CASE WHEN ended THEN counted.report_row ELSE 'CARRIED_FORWARD' END, applicant_kind, count(*)::integer FROM counted GROUP BY 1, 2 $$;
REVOKE ALL ON FUNCTION requests.report_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.report_counts TO requests_read;
`,
};
