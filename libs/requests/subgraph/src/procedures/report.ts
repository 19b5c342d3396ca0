import { reportRowFor } from '@disclosure/requests-domain';
import type { Procedure } from './procedure.ts';

/** Keeps each case's row of the annual report: set on the day it ends, emptied when it is opened again. Computed from the folded state. */
export const report: Procedure = {
  inputs: {},
  project: async ({ tx, before, after, event, facts }) => {
    const row = reportRowFor(after, facts.law);
    if (row !== null && reportRowFor(before, facts.law) !== null) {
      await tx.query('UPDATE requests.request SET report_row = $2 WHERE id = $1 AND report_row IS DISTINCT FROM $2', [after.id, row]);
      return;
    }
    await tx.query('UPDATE requests.request SET report_row = $2, closed_on = $3 WHERE id = $1 AND (report_row IS DISTINCT FROM $2)', [after.id, row, row === null ? null : event.effectiveOn]);
  },
};
