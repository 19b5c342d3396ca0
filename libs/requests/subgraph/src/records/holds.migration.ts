import type { MigrationStep } from '@disclosure/platform-persistence';

/** The ledger of processing fees (FEE-11), one row for each notice: the count of items by applicant and month reads it, and so does the annual report. */
export const holdsMigration: MigrationStep = {
  name: '008-holds',
  sql: `
CREATE TABLE requests.fee (
  request_id text NOT NULL REFERENCES requests.request (id), round integer NOT NULL, method text NOT NULL CHECK (method IN ('PER_ITEM', 'PER_PAGE')),
  units integer NOT NULL CHECK (units > 0), already_counted integer NOT NULL CHECK (already_counted >= 0),
  -- In fen, always whole yuan.
  amount bigint NOT NULL CHECK (amount > 0 AND amount % 100 = 0),
  notice_on date NOT NULL, received_on date NOT NULL, paid_on date, lapsed boolean NOT NULL, PRIMARY KEY (request_id, round), CHECK (NOT (lapsed AND paid_on IS NOT NULL)));
CREATE INDEX fee_paid ON requests.fee (paid_on) WHERE paid_on IS NOT NULL;
CREATE INDEX request_applicant ON requests.request (applicant_equality, received_on) WHERE applicant_equality IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON requests.fee TO requests_write;
GRANT SELECT ON requests.fee TO requests_read;
ALTER TABLE requests.fee ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.fee TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY fee_seen ON requests.fee FOR SELECT TO requests_read USING (EXISTS (SELECT FROM requests.request r WHERE r.id = request_id));
-- What the applicant wrote, or is told, the applicant reads too; beside the policy of the first step.
CREATE POLICY hold_text_seen ON requests.free_text FOR SELECT TO requests_read USING (
  field IN ('volumeFindings', 'volumeReasons', 'assistance') AND EXISTS (SELECT FROM requests.request r WHERE r.id = stream_id));
`,
};
