import type { MigrationStep } from '@disclosure/platform-persistence';

/** Offices that may see the numbers of the department, as of the report's other table. */
const COUNTS = ['ANALYST', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'].map((office) => `'${office}'`).join(', ');

/**
 * The annual report's table on reconsideration and suits: those concluded in the year by their result, those open at its end as pending. Like the
 * counts of requests under the viewer's offices, without a look at any case.
 */
export const remedyReportMigration: MigrationStep = {
  name: '009-remedy-report',
  sql: `
CREATE FUNCTION requests.remedy_counts(agency text, year integer) RETURNS TABLE (kind text, result text, cases integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  WITH span AS (SELECT make_date(year, 1, 1) AS first, make_date(year, 12, 31) AS last)
  SELECT m.kind, CASE WHEN m.decided_on <= span.last AND m.result <> 'PENDING' THEN m.result ELSE 'PENDING' END, count(*)::integer
  FROM requests.remedy m JOIN requests.request r ON r.id = m.request_id, span
  WHERE r.agency_id = agency AND m.received_on <= span.last AND (m.decided_on IS NULL OR m.decided_on >= span.first)
    AND requests.viewer()->>'kind' = 'OFFICER' AND requests.viewer()->'offices' ?| array[${COUNTS}]
  GROUP BY 1, 2 $$;
REVOKE ALL ON FUNCTION requests.remedy_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.remedy_counts TO requests_read;
`,
};
