import { stripVTControlCharacters } from 'node:util'

/** How many tests of a run passed, failed and were skipped, and which ones to look at. */
export type Counts = {
  passed: number
  failed: number
  skipped: number
  /** The names of the tests that failed, each with the first line of what it said, as far as the report tells. */
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
      said: strings(test['failureMessages']).map((message) => saidBy(message, text(file['name']))),
    })),
  )
  return ended(exitCode, {
    passed: number(run['numPassedTests']),
    failed: number(run['numFailedTests']) + broken.length,
    skipped: number(run['numPendingTests']) + number(run['numTodoTests']),
    failures: [
      ...broken.map((file) => withReason(text(file['name']), [firstLine(text(file['message']))])),
      ...named
        .filter(({ status }) => status === 'failed')
        .map(({ name, said }) => withReason(name, said)),
    ],
    secondTries: named
      .filter(({ status, said }) => status === 'passed' && said.length > 0)
      .map(({ name, said }) => withReason(name, said)),
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
    named
      .filter(({ statuses }) => statuses.includes(status))
      .map(({ name, said }) => withReason(name, said))
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
function specsIn(
  suite: Record<string, unknown>,
): { name: string; statuses: unknown[]; said: string[] }[] {
  const own = list(suite['specs']).map((spec) => {
    const tests = list(spec['tests'])
    const errors = tests.flatMap((test) => list(test['results'])).map((result) => result['error'])
    return {
      name: `${text(spec['file'])}: ${text(spec['title'])}`,
      statuses: tests.map((test) => test['status']),
      said: errors.filter(isRecord).map((error) => {
        const at = isRecord(error['location']) ? ` (line ${number(error['location']['line'])})` : ''
        return `${firstLine(text(error['message']))}${at}`
      }),
    }
  })
  return [...own, ...list(suite['suites']).flatMap(specsIn)]
}

function withReason(name: string, said: string[]): string {
  const [first] = said.filter((line) => line !== '')
  return first === undefined ? name : `${name} — ${first}`
}

// What an error said, and the line of the test file that its stack names.
function saidBy(message: string, file: string): string {
  const at = message.split('\n').find((line) => line.includes(`${file}:`))
  const line = at?.slice(at.indexOf(`${file}:`) + file.length + 1).split(':')[0]
  return line === undefined ? firstLine(message) : `${firstLine(message)} (line ${line})`
}

function firstLine(message: string): string {
  return stripVTControlCharacters(message).split('\n')[0]?.trim() ?? ''
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
