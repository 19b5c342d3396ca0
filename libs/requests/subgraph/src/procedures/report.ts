import { reportRowFor } from '@disclosure/requests-domain';
import type { Procedure } from './procedure.ts';

/** Keeps each case's row of the annual report: set on the day it ends, emptied when it is opened again. Computed from the folded state. */
export const report: Procedure = {
  inputs: {},
  project: async ({ tx, before, after, event, facts }) => {
    const row = reportRowFor(after, facts.law);
    if (row !== null && reportRowFor(before, facts.law) !== null) {
      await tx.query('UPDATE requests.request SET report_row = $2 WHERE id = $1 AND report_row IS DISTINCT FROM $2', [after.id, row]);
      // Of a reply the day of service is the end: where it was recorded wrongly, the case may belong to another year.
      if (after.servedOn !== null && after.servedOn !== before.servedOn) await tx.query('UPDATE requests.request SET closed_on = $2 WHERE id = $1', [after.id, after.servedOn]);
      return;
    }
    await tx.query('UPDATE requests.request SET report_row = $2, closed_on = $3 WHERE id = $1 AND (report_row IS DISTINCT FROM $2)', [after.id, row, row === null ? null : event.effectiveOn]);
  },
};
