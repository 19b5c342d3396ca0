/** The numbers of jest's `--json` that are counted. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export function readReport(path: string): JestReport | null;
export function countsOf(report: JestReport | null, runPassed: boolean): Counts;
