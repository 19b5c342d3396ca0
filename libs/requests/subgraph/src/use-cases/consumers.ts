import type { PublishedData, PublishedEvent } from '@disclosure/contracts';
import type { Consumer, Platform, Tx } from '@disclosure/platform-persistence';
import { OPEN_STAGES } from '@disclosure/requests-domain';

/** What requests take in of other contexts: what was published or withdrawn, and calendars that changed. */
export const requestsConsumers: readonly Consumer[] = [
  {
    name: 'requests.publications', context: 'requests', types: ['DisclosurePublished', 'DisclosureWithdrawn'],
    handle: async (tx, event) => {
      const { disclosureId, address } = event.data as PublishedData['DisclosureWithdrawn'];
      await tx.query('INSERT INTO requests.published_disclosure (id, address, live) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET address = excluded.address, live = excluded.live', [disclosureId, address, event.type === 'DisclosurePublished']);
      if (event.type !== 'DisclosurePublished') return;
      for (const requestId of (event.data as PublishedData['DisclosurePublished']).originRequests) {
        await tx.query('INSERT INTO requests.origin (disclosure_id, request_id) SELECT $1, id FROM requests.request WHERE id = $2 ON CONFLICT DO NOTHING', [disclosureId, requestId]);
      }
    },
  },
  { name: 'requests.calendar', context: 'requests', types: ['BookRevised'], handle: wakeOpenCases },
];

/** A new calendar: every open case with a date is woken to compare; those whose date moves record it and tell (CAL-04). */
async function wakeOpenCases(tx: Tx, event: PublishedEvent, platform: Platform): Promise<void> {
  const { book, revision } = event.data as PublishedData['BookRevised'];
  if (book !== 'calendar') return;
  await tx.query(
    `INSERT INTO requests.timer (stream_id, key, due_at, action, input)
     SELECT id, 'from:calendar:' || $1, $2, 'adoptCalendar', $3 FROM requests.request WHERE stage = ANY($4) AND received_on IS NOT NULL ON CONFLICT DO NOTHING`,
    [revision, await platform.clock.now(tx), JSON.stringify({ revision }), OPEN_STAGES]);
}
