import { parseArgs } from 'node:util'

import { makeRunFolder } from '../abandoned.ts'
import { withCleanup } from '../cleanup.ts'
import { manageDatabases } from '../databases.ts'
import { startDurablePostgres } from '../durable-postgres.ts'
import { describeMachine } from '../ingest/facts.ts'
import { requireBuild } from '../ingest/product-variant.ts'
import { table } from '../ingest/table.ts'
import { startFilled, type Run } from '../start-filled.ts'
import { createAsker, type Asker } from './asker.ts'
import { readsOf, type Ask, type Read } from './reads-of.ts'

const usage = `Measures what the dashboard reads all day, with different numbers of leads, one request at a time.

  pnpm build && pnpm bench reads

  --sizes 10000,100000,1000000    how many leads the workspaces have
  --rounds 5                      how often the sizes take turns
  --requests 60                   of each kind in each round`

type Place = { size: number; asker: Asker; reads: Read[] }

/** `pnpm bench reads`: prints how long the server takes to answer reads as Markdown, and how far it is on stderr. */
export async function benchReads(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '60' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(usage)
  requireBuild()
  const sizes = values.sizes.split(',').map(Number)
  const [rounds, requests] = [Number(values.rounds), Number(values.requests)]
  if (![...sizes, rounds, requests].every((number) => Number.isInteger(number) && number > 0)) {
    throw new Error(`Sizes, rounds and requests are whole numbers.\n\n${usage}`)
  }
  await withCleanup(async (cleanup) => {
    const folder = await makeRunFolder(cleanup)
    console.error('Starting PostgreSQL …')
    const databases = manageDatabases(await startDurablePostgres(folder, cleanup), cleanup)
    const places: Place[] = []
    for (const size of sizes) places.push(await startPlace(size, { databases, folder, cleanup }))
    console.log(`## Reading\n\n${await describeMachine(databases, cleanup)}`)
    console.log(`- ${rounds} rounds of ${requests} requests of each kind, one at a time\n`)
    console.log(tabulate(places, await measure(places, rounds, requests)))
  })
}

async function startPlace(size: number, run: Run): Promise<Place> {
  const { port, cookie, owners } = await startFilled('reads', size, run)
  const asker = createAsker(port, cookie)
  const ask: Ask = async (path) => {
    const { text } = await asker(`/trpc/${path}`)
    // What tRPC answers a single call with.
    return (JSON.parse(text) as { result: { data: unknown } }).result.data
  }
  const nothing: Read = { name: 'nothing (/healthz)', limitMs: null, requests: ['/healthz'] }
  const reads = await readsOf(ask, { count: size, owners })
  return { size, asker, reads: [nothing, ...reads.map((read) => below(read))] }
}

function below({ requests, ...read }: Read): Read {
  return { ...read, requests: requests.map((path) => `/trpc/${path}`) }
}

/** Milliseconds of every request, by the kind of read and the size. */
async function measure(places: Place[], rounds: number, requests: number) {
  const times = new Map<string, number[]>()
  for (let round = 0; round <= rounds; round++) {
    console.error(round === 0 ? 'Warming up …' : `Round ${round} of ${rounds} …`)
    for (const { size, asker, reads } of round % 2 === 0 ? places : places.toReversed()) {
      for (const { name, requests: paths } of reads) {
        for (let request = 0; request < requests; request++) {
          const path = paths[request % paths.length] ?? ''
          const { ms } = await asker(path)
          const key = `${name}/${size}`
          if (round > 0) times.set(key, [...(times.get(key) ?? []), ms])
        }
      }
    }
  }
  return times
}

function tabulate(places: Place[], times: Map<string, number[]>): string {
  const [smallest] = places
  const rows = (smallest?.reads ?? []).map(({ name, limitMs }) => {
    const p95 = places.map(({ size }) => percentile(times.get(`${name}/${size}`) ?? [], 0.95))
    const p50 = places.map(({ size }) => percentile(times.get(`${name}/${size}`) ?? [], 0.5))
    const ratio = (p95.at(-1) ?? 0) / (p95[0] ?? 1)
    return [
      name,
      ...p50.map((ms, index) => `${ms.toFixed(1)} / ${(p95[index] ?? 0).toFixed(1)}`),
      limitMs === null ? '–' : String(limitMs),
      ratio.toFixed(2),
    ]
  })
  const head = places.map(({ size }) => `${size.toLocaleString('en')}: p50 / p95`)
  return table(['ms', ...head, 'p95 at most', 'p95 largest ÷ smallest'], rows, 1)
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
