import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { inProject } from './project.mjs'

/** @typedef {{ name: string, why: string }} Failure */
/** @typedef {{ passed: number, failed: number, skipped: number, failures: readonly Failure[] }} Results */

/** @param {unknown} message @returns {string} its first lines: what was expected, without the stack */
const shortly = (message) =>
  String(message ?? '')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')

/** @param {any} file one file of vitest's JSON report @returns {Failure[]} */
const failuresIn = ({ name, status, message, assertionResults }) => {
  const path = relative(inProject(), name)
  const failed = assertionResults.filter((/** @type {any} */ one) => one.status === 'failed')
  if (failed.length === 0 && status === 'failed') return [{ name: path, why: shortly(message) }]
  return failed.map((/** @type {any} */ one) => ({
    name: `${path} > ${one.fullName}`,
    why: shortly(one.failureMessages[0]),
  }))
}

/** @param {string} file vitest's JSON report @returns {Results} */
export const readResults = (file) => {
  if (!existsSync(file)) {
    const name = relative(inProject(), file)
    return { passed: 0, failed: 1, skipped: 0, failures: [{ name, why: 'was not written' }] }
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = report.testResults.flatMap(failuresIn)
  return {
    passed: report.numPassedTests,
    // A file that does not even load has no tests to count, but a failure of its own.
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  }
}

/** @param {readonly Results[]} all @returns {Results} */
export const addResults = (all) =>
  all.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
      failures: [...sum.failures, ...each.failures],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  )
