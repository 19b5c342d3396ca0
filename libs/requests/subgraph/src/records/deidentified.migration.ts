import type { MigrationStep } from '@disclosure/platform-persistence';

/** Offices that may see the numbers of the department (people.md: an analyst sees aggregates and de-identified rows, no identities). */
const COUNTS = ['ANALYST', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'].map((office) => `'${office}'`).join(', ');

/**
 * The cases behind the annual report without anybody in them: no name, text, number or id of the case. `ref` tells two rows apart and leads nowhere:
 * whoever has it cannot ask for the case by it.
 */
export const deidentifiedMigration: MigrationStep = {
  name: '018-deidentified',
  sql: `
CREATE FUNCTION requests.deidentified(agency text, year integer)
RETURNS TABLE (ref text, applicant_kind text, channel text, form text, means text, received_on date, closed_on date, report_row text, outcomes text[], late boolean, is_major boolean, lead_division text, rounds integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT encode(sha256(convert_to('deidentified:' || r.id, 'UTF8')), 'hex'), r.applicant_kind, r.channel, r.form, r.means, r.received_on, r.closed_on, r.report_row, r.outcomes, r.late, r.is_major, r.lead_division, r.round
  FROM requests.request r
  WHERE r.agency_id = agency AND r.received_on <= make_date(year, 12, 31) AND (r.closed_on IS NULL OR r.closed_on >= make_date(year, 1, 1))
    AND requests.viewer()->>'kind' = 'OFFICER' AND requests.viewer()->'offices' ?| array[${COUNTS}] $$;
REVOKE ALL ON FUNCTION requests.deidentified FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.deidentified TO requests_read;
`,
};
