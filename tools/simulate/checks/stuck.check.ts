import { holdersOf } from '@disclosure/organisation';
import type { Office } from '@disclosure/organisation';
import { OPEN_STAGES } from '@disclosure/requests-domain';
import type { Check } from './check.ts';

const NAME = 'no case is stuck';

/** Each open case is on the desk of somebody who holds that office, or an alarm is set for it. */
export const noCaseIsStuck: Check = async ({ q, house }) => {
  const { organisation, today } = await house.platform.books.factsNow(q, house.platform.clock);
  const held = (key: string): boolean => {
    const [office, division] = key.split(':') as [Office, string | undefined];
    return holdersOf(organisation, office, today, division).length > 0;
  };
  const open = await q.query<{ name: string; stage: string; state: string; awaits: readonly string[]; alarms: number }>(
    `SELECT coalesce(r.number, r.id) AS name, r.stage, r.state, r.awaits, (SELECT count(*)::integer FROM requests.timer t WHERE t.stream_id = r.id) AS alarms FROM requests.request r WHERE r.stage = ANY($1)`, [OPEN_STAGES]);
  return open.filter(({ awaits, alarms }) => alarms === 0 && !awaits.some(held)).map(({ name, stage, state }) => ({ check: NAME, about: name, found: `stands at ${stage}, shown as ${state}: nobody is to act, and no alarm is set` }));
};
