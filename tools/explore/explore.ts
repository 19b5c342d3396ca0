/**
 * Walks every state of a request that can be reached, and says what is wrong with any. See README.md.
 * npm run explore [-- --small]; ends with 1 where a check finds something, an action is not tried or never taken, or a guard is superfluous.
 */
import { exploreInThreads, forgotten } from './exploration.ts';
import { foundByNamedTests } from './named-tests.ts';
import { reportOf, reportOnRest, superfluousOf } from './report.ts';
import { FULL, SMALL } from './scopes.ts';

const since = (began: bigint): number => Number((process.hrtime.bigint() - began) / 1_000_000n) / 1000;
const scope = process.argv.includes('--small') ? SMALL : FULL;
const walking = process.hrtime.bigint();
const found = await exploreInThreads(scope, 2, (states) => { process.stderr.write(`${states} states\n`); });
process.stdout.write(reportOf(found, scope, since(walking), forgotten()));
const testing = process.hrtime.bigint();
const tested = await foundByNamedTests(found.removals.filter(({ foundBy }) => foundBy === null));
process.stdout.write(reportOnRest(tested, since(testing)));
// A smaller scope does not reach everything: only the whole one says that a guard is superfluous, or an action never taken.
const whole = scope !== FULL || (found.notTaken.length === 0 && superfluousOf(tested).length === 0);
const clean = found.findings.length === 0 && forgotten().length === 0 && whole;
process.exitCode = clean ? 0 : 1;
