import { expect, test } from 'vitest'

import { countPlaywright, countVitest, lastLine, total } from './counts.ts'

const vitest = (run: object) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, ...run })
const playwright = (stats: object, errors: object[] = []) => JSON.stringify({ stats, errors })

test('vitest: passed, failed and skipped tests are counted', () => {
  const report = vitest({
    numPassedTests: 5,
    numFailedTests: 2,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] },
    ],
  })
  expect(countVitest(report, 1)).toMatchObject({ passed: 5, failed: 2, skipped: 2 })
})

test('vitest: a file that could not be run counts as one failed test', () => {
  const report = vitest({
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', message: 'SyntaxError', assertionResults: [] },
    ],
  })
  expect(countVitest(report, 1)).toMatchObject({ passed: 5, failed: 2, skipped: 0 })
})

test('vitest: what failed, and what passed at its second try only, is named', () => {
  const report = vitest({
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      {
        name: '/a.test.ts',
        status: 'failed',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'adds up',
            failureMessages: ['Error: no\nmore\n  at it (file:///a.test.ts:12:3)'],
          },
          { status: 'passed', fullName: 'counts', failureMessages: ['at first'] },
          { status: 'passed', fullName: 'sums', failureMessages: [] },
        ],
      },
      { name: '/b.test.ts', status: 'failed', message: 'SyntaxError: x', assertionResults: [] },
    ],
  })
  expect(countVitest(report, 1)).toMatchObject({
    failures: ['/b.test.ts — SyntaxError: x', '/a.test.ts: adds up — Error: no (line 12)'],
    secondTries: ['/a.test.ts: counts — at first'],
  })
})

test('vitest: a run that failed outside of all tests counts as one failed test', () => {
  expect(countVitest(vitest({ numPassedTests: 5 }), 1)).toMatchObject({ passed: 5, failed: 1 })
})

test('playwright: a test that passed at its second try has passed', () => {
  const report = playwright({ expected: 3, flaky: 1, unexpected: 2, skipped: 4 })
  expect(countPlaywright(report, 1)).toMatchObject({ passed: 4, failed: 2, skipped: 4 })
})

test('playwright: what failed, and what passed at its second try only, is named', () => {
  const error = { message: '\u001B[31mError: late\u001B[39m\nmore', location: { line: 7 } }
  const spec = (title: string, status: string) => ({
    ...{ file: 'a.e2e.ts', title },
    tests: [{ status, results: status === 'expected' ? [{}] : [{ error }] }],
  })
  const specs = [spec('opens', 'unexpected'), spec('closes', 'flaky'), spec('waits', 'expected')]
  const report = JSON.stringify({ stats: {}, suites: [{ suites: [{ specs }] }] })
  expect(countPlaywright(report, 1)).toMatchObject({
    failures: ['a.e2e.ts: opens — Error: late (line 7)'],
    secondTries: ['a.e2e.ts: closes — Error: late (line 7)'],
  })
})

test('playwright: errors outside of tests count', () => {
  const report = playwright({ expected: 3, flaky: 0, unexpected: 0, skipped: 0 }, [{}])
  expect(countPlaywright(report, 1)).toMatchObject({ passed: 3, failed: 1, skipped: 0 })
})

test.each([null, '', '{"stats', '[]', 'null', '"text"'])(
  'a runner that left %j as its report counts as one failed test',
  (report) => {
    expect(countPlaywright(report, 0)).toMatchObject({ passed: 0, failed: 1, skipped: 0 })
    expect(countVitest(report, 137)).toMatchObject({ passed: 0, failed: 1, skipped: 0 })
  },
)

test('the last line sums the runs', () => {
  const runs = [
    { passed: 2, failed: 0, skipped: 1, failures: [], secondTries: [] },
    { passed: 3, failed: 1, skipped: 0, failures: ['a'], secondTries: ['b'] },
  ]
  expect(lastLine(total(runs))).toBe('5 passed, 1 failed')
  expect(total(runs)).toMatchObject({ failures: ['a'], secondTries: ['b'] })
})
