/**
 * Lists every clause of annexes 1–4 and every rule with the code and the tests that name it, and those that nothing names yet.
 * node --import ./tools/register.mjs tools/law-coverage/law-coverage.ts [--json]
 */
import { fileURLToPath } from 'node:url';
import { firstLawEdition } from '@disclosure/law';
import { coverageOf, summaryOf } from './coverage.ts';
import { printReport } from './print.ts';
import { scanTree } from './scan.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const families = new Set(firstLawEdition.rules.map(({ id }) => id.slice(0, 3)));
const report = coverageOf(firstLawEdition, scanTree(root, families));
console.log(process.argv.includes('--json') ? JSON.stringify({ ...report, summary: summaryOf(report) }, null, 2) : printReport(report));
