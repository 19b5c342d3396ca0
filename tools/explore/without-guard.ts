import { requestAggregate } from '@disclosure/requests-domain';
import { findAction } from '@disclosure/workflow';
import type { ActionRow } from '@disclosure/workflow';

/** Takes one guard out of the rows that this process has loaded. The product has no switch for it: a row is an object, and its guards a list. */
export function takeAway(action: string, guard: string): void {
  const row = findAction(requestAggregate, action)?.row as { guards: ActionRow<never, never>['guards'] } | undefined;
  if (!row?.guards.some(({ name }) => name === guard)) throw new Error(`${action} has no guard ${guard}`);
  row.guards = row.guards.filter(({ name }) => name !== guard);
}

// Read by jest before a test file (see named-tests.ts): "action guard".
const [action, guard] = (process.env['EXPLORE_WITHOUT'] ?? '').split(' ');
if (action && guard) takeAway(action, guard);
