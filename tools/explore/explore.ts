/**
 * Walks every state of a request that can be reached, and says what is wrong with any.
 * npm run explore [-- --small] [--json]; ends with 1 where a check finds something.
 */
import { explore } from './walk.ts';
import { FULL, SMALL } from './scopes.ts';
import { reportOf } from './report.ts';

const small = process.argv.includes('--small');
const began = process.hrtime.bigint();
const scope = small ? SMALL : FULL;
const found = explore(scope, (states) => { process.stderr.write(`${states} states\n`); });
const seconds = Number((process.hrtime.bigint() - began) / 1_000_000n) / 1000;
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ scope, seconds, ...found }, null, 2)}\n` : reportOf(found, scope, seconds));
process.exitCode = found.findings.length === 0 ? 0 : 1;
