import type { MigrationStep } from '@disclosure/platform-persistence';

/** Every stage of the glossary, and every hold: the database accepts what any procedure of a request leads to. */
const STAGES = "'SUBMITTED', 'REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF', 'SERVED', 'ABANDONED', 'WITHDRAWN', 'NOT_PROCESSED', 'ARCHIVED'";
const STATES = `${STAGES}, 'AWAITING_CLARIFICATION', 'AWAITING_REASONS', 'AWAITING_FEE'`;

/** What comes after the reply: the archive, remedies with a row each (the annual report counts them), and the other procedures' states. */
export const afterReplyMigration: MigrationStep = {
  name: '003-after-reply',
  sql: `
ALTER TABLE requests.request DROP CONSTRAINT request_stage_check, ADD CONSTRAINT request_stage_check CHECK (stage IN (${STAGES})),
  DROP CONSTRAINT request_state_check, ADD CONSTRAINT request_state_check CHECK (state IN (${STATES}));
CREATE TABLE requests.remedy (
  id text PRIMARY KEY, request_id text NOT NULL REFERENCES requests.request (id), round integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('RECONSIDERATION', 'LITIGATION_DIRECT', 'LITIGATION_AFTER_RECONSIDERATION')),
  result text NOT NULL CHECK (result IN ('PENDING', 'UPHELD', 'OVERTURNED', 'OTHER')),
  received_on date NOT NULL, decided_on date, version integer NOT NULL);
CREATE INDEX remedy_request ON requests.remedy (request_id);
CREATE INDEX remedy_received ON requests.remedy (received_on);
CREATE INDEX remedy_decided ON requests.remedy (decided_on) WHERE decided_on IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON requests.remedy TO requests_write;
GRANT SELECT ON requests.remedy TO requests_read;
ALTER TABLE requests.remedy ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON requests.remedy TO requests_write USING (true) WITH CHECK (true);
CREATE POLICY remedy_seen ON requests.remedy FOR SELECT TO requests_read USING ((SELECT requests.viewer()->>'kind') = 'OFFICER' AND EXISTS (SELECT FROM requests.request r WHERE r.id = request_id));
`,
};
