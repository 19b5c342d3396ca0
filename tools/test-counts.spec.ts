import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { countsOf, readReport } from './test-counts.mjs';

const report = { numPassedTests: 10, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 1, numTodoTests: 2 };

test('counts what passed, failed and was left out', () => {
  expect(countsOf(report, true)).toEqual({ passed: 10, failed: 0, skipped: 3 });
  expect(countsOf({ ...report, numFailedTests: 4 }, false)).toMatchObject({ passed: 10, failed: 4 });
});

test('a file that did not run at all is a failure', () => {
  expect(countsOf({ ...report, numFailedTests: 1, numRuntimeErrorTestSuites: 2 }, false).failed).toBe(3);
});

test('a run that failed though every test passed is a failure', () => {
  expect(countsOf(report, false).failed).toBe(1);
});

test('a run that left no report is a failure, never nothing', () => {
  expect(countsOf(readReport(join(tmpdir(), 'no such report.json')), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
