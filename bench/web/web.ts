import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { openBrowser } from '../../apps/web/e2e/open-browser.ts'
import { browserSteps, findBrowser } from '../../scripts/browser.ts'
import { makeRunFolder } from '../abandoned.ts'
import { withCleanup, type Cleanup } from '../cleanup.ts'
import { connectPlainly, manageDatabases, type Databases } from '../databases.ts'
import { startDurablePostgres } from '../durable-postgres.ts'
import { describeMachine } from '../ingest/facts.ts'
import { setUpOverHttp } from '../ingest/product-set-up.ts'
import { productProgram, requireBuild, setupToken } from '../ingest/product-variant.ts'
import { startServerProcess } from '../ingest/server-process.ts'
import { spreadOf } from '../ingest/statistics.ts'
import { cell, table } from '../ingest/table.ts'
import { fillWorkspace } from '../reads/fill.ts'
import { measureFirstLoad } from './first-load.ts'
import type { Place } from './place.ts'
import { measureScroll } from './scroll.ts'
import { measureSeen } from './seen.ts'

const usage = `Measures the dashboard in a browser: what a first visit loads, how soon a webhook is seen, how the list scrolls.

  pnpm build && pnpm bench web [load] [seen] [scroll]      (all of them when none is named)

  --leads 100000      how many the workspace has
  --rounds 5          of each
  --webhooks 20       in each round of "seen"
  --seconds 300       that a round of "scroll" takes at most; it ends sooner when all leads are scrolled through`

/** What is measured: a figure of each round, by its name, with the bar that it has to hold. */
export type Figure = { name: string; bar: string; digits: number; values: number[] }

const parts = ['load', 'seen', 'scroll']

/** `pnpm bench web`: prints what the dashboard costs in a browser as Markdown, and how far it is on stderr. */
export async function benchWeb(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      leads: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      webhooks: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '300' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(usage)
  requireBuild()
  const chosen = positionals.length === 0 ? parts : positionals
  const [leads, rounds, webhooks, seconds] = [
    ...[values.leads, values.rounds, values.webhooks, values.seconds],
  ].map(Number)
  const isKnown = chosen.every((part) => parts.includes(part))
  if (!isKnown || !leads || !rounds || !webhooks || !seconds) throw new Error(usage)
  const executablePath = await findBrowser(browserSteps(), (line) => console.error(line))
  await withCleanup(async (cleanup) => {
    const folder = await makeRunFolder(cleanup)
    console.error('Starting PostgreSQL …')
    const databases = manageDatabases(await startDurablePostgres(folder, cleanup), cleanup)
    const browser = await openBrowser(executablePath)
    cleanup.add(() => browser.close())
    const place = { browser, ...(await startPlace(leads, { databases, folder, cleanup })) }
    const figures: Figure[] = []
    if (chosen.includes('load')) figures.push(...(await measureFirstLoad(place, rounds)))
    if (chosen.includes('seen')) figures.push(...(await measureSeen(place, rounds, webhooks)))
    if (chosen.includes('scroll')) {
      figures.push(...(await measureScroll(place, { rounds, seconds })))
    }
    console.log(`## In the browser\n\n${await describeMachine(databases, cleanup)}`)
    console.log(
      `- Chromium ${browser.version()}, a window of 1280 × 800, ${leads.toLocaleString('en')} leads`,
    )
    console.log(`- ${rounds} rounds; median (smallest–largest)\n`)
    console.log(tabulate(figures))
  })
}

type Run = { databases: Databases; folder: string; cleanup: Cleanup }

async function startPlace(leads: number, { databases, folder, cleanup }: Run) {
  console.error(`Filling in ${leads.toLocaleString('en')} leads …`)
  const databaseUrl = await databases.create('web', cleanup)
  const dataDir = mkdtempSync(join(folder, 'web-'))
  const env = {
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, SETUP_TOKEN: setupToken, LOG_LEVEL: 'warn' },
    ...{ PUBLIC_URL: '', ENCRYPTION_KEY: '', ENCRYPTION_KEY_FILE: '', TRUST_PROXY: '' },
  }
  const { port } = await startServerProcess([productProgram], env, { folder, cleanup })
  const { workspaceId, cookie, path, secret } = await setUpOverHttp(port, setupToken)
  const sql = connectPlainly(databaseUrl)
  cleanup.add(() => sql.end({ timeout: 5 }))
  await fillWorkspace(sql, { workspaceId, count: leads })
  const url = `http://127.0.0.1:${port}`
  return {
    ...{ url, cookie, sql, workspaceId, leads, secret },
    webhookUrl: `${url}${path}`,
  } satisfies Omit<Place, 'browser'>
}

function tabulate(figures: Figure[]): string {
  const rows = figures.map(({ name, bar, digits, values }) => [
    name,
    cell(spreadOf(values), digits),
    bar,
  ])
  return table(['', 'measured', 'at most'], rows)
}
