import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { makeRunFolder } from '../abandoned.ts'
import { withCleanup, type Cleanup } from '../cleanup.ts'
import { connectPlainly, manageDatabases, type Databases } from '../databases.ts'
import { startDurablePostgres } from '../durable-postgres.ts'
import { describeMachine } from '../ingest/facts.ts'
import { addProductLeads } from '../ingest/product-leads.ts'
import { setUpOverHttp } from '../ingest/product-set-up.ts'
import { productProgram, requireBuild, setupToken } from '../ingest/product-variant.ts'
import { startServerProcess } from '../ingest/server-process.ts'
import { table } from '../ingest/table.ts'
import type { RunResult } from '../load/recorder.ts'
import { startGenerator } from '../load/start-generator.ts'
import { callerOf, type Call } from './api-calls.ts'
import { bringFile, commit, preview, statusOf, type Status } from './bring-file.ts'

const usage = `Measures how fast a file of leads is imported, and what that costs webhooks that come meanwhile.

  pnpm build && pnpm bench import

  --rows 100000     how many new leads the file has
  --rate 50         webhooks a second, latency from when each was meant to be sent
  --seconds 3       how long each turn of webhooks is
  --turns 5         of them without an import; with one there are as many as it takes`

// Of the workspace before, each of which a webhook books.
const leadsBefore = 20_000

type Options = { rows: number; rate: number; seconds: number; turns: number }
type Load = () => Promise<RunResult>

/** `pnpm bench import`: prints how fast a file is imported as Markdown, and how far it is on stderr. */
export async function benchImport(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return console.log(usage)
  requireBuild()
  await withCleanup(async (cleanup) => {
    const folder = await makeRunFolder(cleanup)
    console.error('Starting PostgreSQL …')
    const databases = manageDatabases(await startDurablePostgres(folder, cleanup), cleanup)
    const { call, load } = await startServer(options, { databases, folder, cleanup })
    console.log(`## Importing\n\n${await describeMachine(databases, cleanup)}\n`)
    await measure(options, call, load)
  })
}

async function measure({ rows, turns }: Options, call: Call, load: Load): Promise<void> {
  console.error('Bringing the file …')
  const importId = await bringFile(call, rows)
  let looked = 0
  const previewMs = await timeOf(async () => (looked = await preview(call, importId)))
  await load()
  const without: RunResult[] = []
  for (let turn = 1; turn <= turns; turn++) {
    console.error(`Webhooks alone, turn ${turn} of ${turns} …`)
    without.push(await load())
  }
  const again = await bringFile(call, rows)
  console.error('Webhooks while importing …')
  await commit(call, importId)
  const busyMs = timeOf(() => untilDone(call, importId))
  const during: RunResult[] = []
  while ((await statusOf(call, importId)).state === 'importing') during.push(await load())
  // The last one went on beyond the end.
  if (during.length > 1) during.pop()
  await busyMs
  await call('lead.import.discard', { importId })
  console.error('The same file again, of leads that are there …')
  const againMs = await timeOf(async () => {
    await commit(call, again)
    return untilDone(call, again)
  })
  const speed = (ms: number, count = rows) =>
    `${(ms / 1_000).toFixed(1)} s, ${Math.round(count / (ms / 1_000)).toLocaleString('en')}/s`
  console.log(`${rows.toLocaleString('en')} rows:\n`)
  console.log(`- ${looked.toLocaleString('en')} of them previewed in ${speed(previewMs, looked)}`)
  console.log(`- imported as new leads beside webhooks in ${speed(await busyMs)}`)
  console.log(`- imported again, nothing changed, in ${speed(againMs)}\n`)
  console.log(
    tabulate([
      { name: 'alone', runs: without },
      { name: 'while importing', runs: during },
    ]),
  )
}

async function untilDone(call: Call, importId: string): Promise<Status> {
  for (;;) {
    const status = await statusOf(call, importId)
    if (status.state !== 'importing') return status
    await sleep(200)
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

function tabulate(rows: { name: string; runs: RunResult[] }[]): string {
  const of = (runs: RunResult[], pick: (run: RunResult) => number) => {
    const sorted = runs.map(pick).toSorted((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    return `${median.toFixed(1)} (${(sorted[0] ?? Number.NaN).toFixed(1)}–${(sorted.at(-1) ?? Number.NaN).toFixed(1)})`
  }
  const refused = (runs: RunResult[]) =>
    runs.reduce((sum, run) => sum + Object.values(run.refused).reduce((a, b) => a + b, 0), 0)
  return table(
    ['webhooks', 'turns', 'p50 ms', 'p99 ms', 'slowest ms', 'refused'],
    rows.map(({ name, runs }) => [
      ...[name, String(runs.length), of(runs, (run) => run.p50), of(runs, (run) => run.p99)],
      ...[of(runs, (run) => run.slowest), String(refused(runs))],
    ]),
  )
}

type Run = { databases: Databases; folder: string; cleanup: Cleanup }

async function startServer(
  { rate, seconds }: Options,
  { databases, folder, cleanup }: Run,
): Promise<{ call: Call; load: Load }> {
  const url = await databases.create('import', cleanup)
  const dataDir = mkdtempSync(join(folder, 'import-'))
  const env = {
    ...{ DATABASE_URL: url, DATA_DIR: dataDir, SETUP_TOKEN: setupToken, LOG_LEVEL: 'warn' },
    ...{ PUBLIC_URL: '', ENCRYPTION_KEY: '', ENCRYPTION_KEY_FILE: '', TRUST_PROXY: '' },
  }
  const { port } = await startServerProcess([productProgram], env, { folder, cleanup })
  const { workspaceId, path, secret, cookie } = await setUpOverHttp(port, setupToken)
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  await addProductLeads(sql, [{ workspaceId, workspace: 0, count: leadsBefore }])
  const generator = startGenerator(cleanup)
  const connections = 64
  let seed = 0
  let booked = 0
  const load: Load = async () => {
    seed += 1
    const tenant = { path, secret, workspace: 0, leads: leadsBefore, booked, upTo: leadsBefore }
    const spec = { recipients: [tenant], order: 'in turn' as const, seed, count: rate * seconds }
    await generator.build({ ...spec, distance: 4 * connections })
    const result = await generator.run({ port, connections, loop: 'open', rate })
    booked += result.booked[0] ?? 0
    return result
  }
  return { call: callerOf(port, cookie), load }
}

function readOptions(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100000' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '3' },
      turns: { type: 'string', default: '5' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const options = {
    ...{ rows: Number(values.rows), rate: Number(values.rate) },
    ...{ seconds: Number(values.seconds), turns: Number(values.turns) },
  }
  if (Object.values(options).every((number) => Number.isInteger(number) && number > 0))
    return options
  throw new Error(`Rows, rate, seconds and turns are whole numbers.\n\n${usage}`)
}
