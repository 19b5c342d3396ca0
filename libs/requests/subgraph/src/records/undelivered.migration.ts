import type { MigrationStep } from '@disclosure/platform-persistence';

/** Consultations of which a letter did not arrive: they wait for another, or end without having been heard. */
export const undeliveredMigration: MigrationStep = {
  name: '010-undelivered-consultations',
  sql: `
ALTER TABLE requests.consultation DROP CONSTRAINT consultation_status_check, DROP CONSTRAINT consultation_result_check,
  ADD CONSTRAINT consultation_status_check CHECK (status IN ('SENT', 'UNDELIVERED', 'RECEIVED', 'ANSWERED', 'LAPSED', 'GIVEN_UP', 'CLOSED')),
  ADD CONSTRAINT consultation_result_check CHECK (result IN ('CONSENT', 'PARTIAL_CONSENT', 'OBJECTION', 'NO_ANSWER', 'DEEMED_CONSENT', 'NOT_REACHED'));
`,
};
