import type { MigrationStep } from '@disclosure/platform-persistence';

/** The ledger of fees knows what went back (FEE-05, FEE-11). */
export const refundMigration: MigrationStep = {
  name: '012-refunds',
  sql: 'ALTER TABLE requests.fee ADD COLUMN refunded_on date, ADD CHECK (refunded_on IS NULL OR refunded_on >= paid_on);',
};
