import { loadStreams } from '@disclosure/platform-persistence';
import type { MigrationStep } from '@disclosure/platform-persistence';
import { requestAggregate, turnOf } from '@disclosure/requests-domain';
import { fold } from '@disclosure/workflow';

const BATCH = 200;

/** Files that are removed after the transaction that no longer needs them; and whose turn it is on cases from before that stood in the row (007). */
export const keepingMigration: MigrationStep = {
  name: '017-removals-and-turns',
  sql: `
CREATE TABLE requests.file_removal (digest platform.digest PRIMARY KEY, request_id text NOT NULL);
GRANT SELECT, INSERT, DELETE ON requests.file_removal TO requests_write;
`,
  work: async (q) => {
    const open = await q.query<{ id: string }>("SELECT id FROM requests.request WHERE awaits = '{}' AND awaits_signature = '{}' ORDER BY id");
    for (let from = 0; from < open.length; from += BATCH) {
      const streams = await loadStreams(q, 'requests', open.slice(from, from + BATCH).map(({ id }) => id));
      for (const [id, events] of streams) {
        const { toAct, toSign } = turnOf(fold(requestAggregate, id, events));
        await q.query('UPDATE requests.request SET awaits = $2, awaits_signature = $3 WHERE id = $1', [id, toAct, toSign]);
      }
    }
  },
};
