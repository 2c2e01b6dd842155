import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { browserSteps, findBrowser } from './browser.ts'
import { type Counts, countPlaywright, countVitest, lastLine, total } from './counts.ts'
import { root, runProgram } from './run-program.ts'

/** Runs the tests that need no browser; `args` go to vitest. */
export async function runUnitTests(args: string[] = []): Promise<Counts> {
  return withReport(async (report) => {
    const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await runProgram('vitest', ['run', ...options, ...args])
    return countVitest(read(report), code)
  })
}

/** Builds everything, finds a browser and runs the tests that need one; `args` go to Playwright. */
export async function runBrowserTests(args: string[] = []): Promise<Counts> {
  const built = await runProgram('turbo', ['run', 'build', '--output-logs=errors-only'])
  if (built !== 0) return failed('The build failed: no browser test was run.')
  let browser: string
  try {
    browser = await findBrowser(browserSteps(), (line) => console.log(line))
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  }
  return withReport(async (report) => {
    const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const code = await runProgram('playwright', ['test', '--reporter=list,json', ...args], {
      env,
      cwd: join(root, 'apps', 'web'),
    })
    return countPlaywright(read(report), code)
  })
}

/** Prints what became of each suite, the tests to look at and, as the last line, the sums. Sets the exit code. */
export function summarise(suites: Record<string, Counts>): void {
  console.log('')
  for (const [name, counts] of Object.entries(suites)) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    console.log(`${name}: ${lastLine(counts)}${skipped}`)
  }
  const sum = total(Object.values(suites))
  for (const name of sum.secondTries)
    console.log(`Passed at its second try only: ${relative(name)}`)
  for (const name of sum.failures) console.log(`Failed: ${relative(name)}`)
  process.exitCode = sum.failed > 0 ? 1 : 0
  console.log(lastLine(sum))
}

function relative(name: string): string {
  return name.startsWith(root) ? name.slice(root.length) : name
}

function failed(message: string): Counts {
  console.error(message)
  return { passed: 0, failed: 1, skipped: 0, failures: [message], secondTries: [] }
}

async function withReport(run: (report: string) => Promise<Counts>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'solar-capture-report-'))
  try {
    return await run(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(report: string): string | null {
  try {
    return readFileSync(report, 'utf8')
  } catch {
    return null
  }
}
