import { existsSync, readFileSync, rmSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * The counts in a reporter's file; one failure if the run ended before it was written.
 *
 * @param {string} file
 * @param {(report: any) => Counts} read
 * @returns {Counts}
 */
export function countsIn(file, read) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = read(JSON.parse(readFileSync(file, "utf8")));
  rmSync(file);
  return counts;
}

/** @type {(report: any) => Counts} */
export const vitestCounts = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests });

/** @type {(report: any) => Counts} */
export const playwrightCounts = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected });
