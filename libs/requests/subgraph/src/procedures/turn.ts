import { turnOf } from '@disclosure/requests-domain';
import type { Procedure } from './procedure.ts';

/** Keeps in each case's row whose turn it is, for the desks. Computed from the folded state after every event. */
export const turn: Procedure = {
  inputs: {},
  project: async ({ tx, after }) => {
    const { toAct, toSign } = turnOf(after);
    await tx.query('UPDATE requests.request SET awaits = $2, awaits_signature = $3 WHERE id = $1 AND (awaits, awaits_signature) IS DISTINCT FROM ($2::text[], $3::text[])', [after.id, toAct, toSign]);
  },
};
