import { correctionAggregate, requestAggregate } from '@disclosure/requests-domain';
import { allActions } from '@disclosure/workflow';
import type { Check, CheckScope } from './check.ts';

/** Comes only with a new calendar: no year of its own brings one. */
const ELSEWHERE = ['adoptCalendar'];

/** How often each action was carried out, those of the domain that never were included. */
export async function actionCounts({ q }: Pick<CheckScope, 'q'>): Promise<ReadonlyMap<string, number>> {
  const names = [...allActions(requestAggregate), ...allActions(correctionAggregate)].map(({ name }) => name);
  const counted = new Map((await q.query<{ mutation: string; times: number }>('SELECT mutation, count(*)::integer AS times FROM requests.command GROUP BY mutation')).map(({ mutation, times }) => [mutation, times]));
  return new Map(names.map((name) => [name, counted.get(name) ?? 0]));
}

/** Every action of requests was carried out at least once. Asked of years that are large enough for it. */
export const everyActionOccurred: Check = async (scope) =>
  [...(await actionCounts(scope))].filter(([name, times]) => times === 0 && !ELSEWHERE.includes(name)).map(([name]) => ({ check: 'every action occurred', about: name, found: 'was never carried out' }));
