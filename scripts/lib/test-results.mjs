import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Results */

/** @param {string} file vitest's JSON report @returns {Results} */
export const readResults = (file) => {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const broken = report.numFailedTestSuites > 0 && report.numFailedTests === 0
  return {
    passed: report.numPassedTests,
    // A file that does not even load has no tests to count.
    failed: broken ? report.numFailedTestSuites : report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** @param {readonly Results[]} all @returns {Results} */
export const addResults = (all) =>
  all.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
