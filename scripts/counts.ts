/** How many tests of a run passed, failed and were skipped. */
export type Counts = { passed: number; failed: number; skipped: number }

/**
 * Counts the tests of vitest's JSON report (its text, or null when there is none) of a run that ended with
 * `exitCode`. A file that could not be run counts as one failed test, as does a run that failed without
 * saying in which test, or that left no report.
 */
export function countVitest(report: string | null, exitCode: number): Counts {
  const run = parse(report)
  if (!run) return crashed
  const broken = list(run['testResults']).filter(
    (file) => file['status'] === 'failed' && !list(file['assertionResults']).some(hasFailed),
  )
  return ended(exitCode, {
    passed: number(run['numPassedTests']),
    failed: number(run['numFailedTests']) + broken.length,
    skipped: number(run['numPendingTests']) + number(run['numTodoTests']),
  })
}

/**
 * Counts the tests of Playwright's JSON report (its text, or null when there is none) of a run that ended
 * with `exitCode`. A test that passed at its second try has passed. An error outside of all tests counts as one
 * failed test, as does a run that failed without saying in which test, or that left no report.
 */
export function countPlaywright(report: string | null, exitCode: number): Counts {
  const run = parse(report)
  if (!run || !isRecord(run['stats'])) return crashed
  const { stats } = run
  return ended(exitCode, {
    passed: number(stats['expected']) + number(stats['flaky']),
    failed: number(stats['unexpected']) + list(run['errors']).length,
    skipped: number(stats['skipped']),
  })
}

/** The sums of several runs. */
export function total(runs: Counts[]): Counts {
  return runs.reduce(
    (sum, run) => ({
      passed: sum.passed + run.passed,
      failed: sum.failed + run.failed,
      skipped: sum.skipped + run.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The one line that ends a test run: `12 passed, 0 failed`. */
export function lastLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}

const crashed: Counts = { passed: 0, failed: 1, skipped: 0 }

function ended(exitCode: number, counts: Counts): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function hasFailed(test: Record<string, unknown>): boolean {
  return test['status'] === 'failed'
}

function parse(report: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(report ?? '')
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
