import type { MigrationStep } from '@disclosure/platform-persistence';

/**
 * The document number that an applicant names is text like the rest of what is asked for; and letters that went out can be told from forged ones by
 * the code they bear. The public asks with the code in hand: nobody can list what there is.
 */
export const lettersMigration: MigrationStep = {
  name: '014-letters',
  sql: `
ALTER TABLE requests.request ADD COLUMN document_number_text text;
CREATE POLICY document_number_seen ON requests.free_text FOR SELECT TO requests_read USING (field = 'documentNumber' AND EXISTS (SELECT FROM requests.request r WHERE r.id = stream_id));

CREATE TABLE requests.issued_letter (code_hash platform.digest PRIMARY KEY, agency_id text NOT NULL, title text NOT NULL, number text NOT NULL, issued_on date NOT NULL, pdf_digest platform.digest NOT NULL);
GRANT SELECT, INSERT ON requests.issued_letter TO requests_write;
CREATE FUNCTION requests.letter_of_code(asked text) RETURNS TABLE (agency_id text, title text, number text, issued_on date, pdf_digest text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = requests, pg_catalog AS $$
  SELECT l.agency_id, l.title, l.number, l.issued_on, l.pdf_digest FROM requests.issued_letter l WHERE l.code_hash = asked $$;
REVOKE ALL ON FUNCTION requests.letter_of_code FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests.letter_of_code TO requests_public, requests_read;
`,
};
