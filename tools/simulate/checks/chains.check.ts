import { contextNames } from '@disclosure/assembly/contexts';
import { readHeads, verifyContext } from '@disclosure/platform-persistence';
import type { Check, Finding } from './check.ts';

/** Every event is what its hash says and follows the one before it, the log ties them all, and the heads that were signed over the year are still there. */
export const chainsVerify: Check = async ({ q, house, evidence }) => {
  const findings: Finding[] = [];
  for (const context of contextNames) {
    const heads = await readHeads(evidence, context);
    const { problems, events, position } = await verifyContext(q, context, house.platform.keys, heads);
    const all = [...problems, ...(heads.length === 0 && events > 0 ? ['no head was signed'] : []), ...(position === events ? [] : [`the log has ${position} places for ${events} events`])];
    findings.push(...all.map((found) => ({ check: 'hash chains and logs verify', about: context, found })));
  }
  return findings;
};
