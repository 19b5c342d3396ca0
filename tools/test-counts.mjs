import { readFileSync } from 'node:fs';

/** jest's report, or null when the run ended without one. */
export function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Counts of a jest run. A file that could not be run at all holds an unknown number of tests: it counts as one that failed. So does a
 * run that failed for no test's sake (a threshold, an obsolete snapshot, a teardown), and one that left no report.
 */
export function countsOf(report, runPassed) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed === 0 && !runPassed ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests };
}
