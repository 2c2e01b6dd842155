/** How many tests of a run passed, failed and were skipped, and which ones to look at. */
export type Counts = {
  passed: number
  failed: number
  skipped: number
  /** The names of the tests that failed, as far as the report tells. */
  failures: string[]
  /** The names of those that passed at their second try only. */
  secondTries: string[]
}

/**
 * Counts the tests of vitest's JSON report (its text, or null when there is none) of a run that ended with
 * `exitCode`. A file that could not be run counts as one failed test, as does a run that failed without
 * saying in which test, or that left no report.
 */
export function countVitest(report: string | null, exitCode: number): Counts {
  const run = parse(report)
  if (!run) return crashed
  const files = list(run['testResults'])
  const broken = files.filter(
    (file) => file['status'] === 'failed' && !list(file['assertionResults']).some(hasFailed),
  )
  const named = files.flatMap((file) =>
    list(file['assertionResults']).map((test) => ({
      name: `${text(file['name'])}: ${text(test['fullName'])}`,
      status: test['status'],
      isSecondTry: strings(test['failureMessages']).length > 0,
    })),
  )
  return ended(exitCode, {
    passed: number(run['numPassedTests']),
    failed: number(run['numFailedTests']) + broken.length,
    skipped: number(run['numPendingTests']) + number(run['numTodoTests']),
    failures: [
      ...broken.map((file) => text(file['name'])),
      ...named.filter(({ status }) => status === 'failed').map(({ name }) => name),
    ],
    secondTries: named
      .filter(({ status, isSecondTry }) => status === 'passed' && isSecondTry)
      .map(({ name }) => name),
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
  const named = specsIn(run)
  const withStatus = (status: string) =>
    named.filter(({ statuses }) => statuses.includes(status)).map(({ name }) => name)
  return ended(exitCode, {
    passed: number(stats['expected']) + number(stats['flaky']),
    failed: number(stats['unexpected']) + list(run['errors']).length,
    skipped: number(stats['skipped']),
    failures: withStatus('unexpected'),
    secondTries: withStatus('flaky'),
  })
}

/** The sums of several runs. */
export function total(runs: Counts[]): Counts {
  return runs.reduce(
    (sum, run) => ({
      passed: sum.passed + run.passed,
      failed: sum.failed + run.failed,
      skipped: sum.skipped + run.skipped,
      failures: [...sum.failures, ...run.failures],
      secondTries: [...sum.secondTries, ...run.secondTries],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [], secondTries: [] },
  )
}

/** The one line that ends a test run: `12 passed, 0 failed`. */
export function lastLine({ passed, failed }: Pick<Counts, 'passed' | 'failed'>): string {
  return `${passed} passed, ${failed} failed`
}

const crashed: Counts = { passed: 0, failed: 1, skipped: 0, failures: [], secondTries: [] }

// Playwright's suites hold suites, and specs, which hold a test for each project.
function specsIn(suite: Record<string, unknown>): { name: string; statuses: unknown[] }[] {
  const own = list(suite['specs']).map((spec) => ({
    name: `${text(spec['file'])}: ${text(spec['title'])}`,
    statuses: list(spec['tests']).map((test) => test['status']),
  }))
  return [...own, ...list(suite['suites']).flatMap(specsIn)]
}

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

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
