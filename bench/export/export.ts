import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { parseArgs } from 'node:util'

import { makeRunFolder } from '../abandoned.ts'
import { withCleanup } from '../cleanup.ts'
import { manageDatabases } from '../databases.ts'
import { startDurablePostgres } from '../durable-postgres.ts'
import { describeMachine } from '../ingest/facts.ts'
import { requireBuild } from '../ingest/product-variant.ts'
import { table } from '../ingest/table.ts'
import { startFilled, type Filled } from '../start-filled.ts'

const usage = `Measures exporting all leads over HTTP, as CSV and as JSON, and how much memory the server takes meanwhile.

  pnpm build && pnpm bench export

  --sizes 100000,1000000    how many leads the workspaces have`

const formats = ['csv', 'json'] as const
const everyMs = 50
const megabyte = 1024 * 1024

/** `pnpm bench export`: prints time, size and memory as Markdown, and how far it is on stderr. Linux only. */
export async function benchExport(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: '100000,1000000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return console.log(usage)
  requireBuild()
  const sizes = values.sizes.split(',').map(Number)
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new Error(`Sizes are whole numbers.\n\n${usage}`)
  }
  await withCleanup(async (cleanup) => {
    const folder = await makeRunFolder(cleanup)
    console.error('Starting PostgreSQL …')
    const databases = manageDatabases(await startDurablePostgres(folder, cleanup), cleanup)
    const rows: string[][] = []
    for (const size of sizes) {
      const filled = await startFilled('export', size, { databases, folder, cleanup })
      for (const format of formats) {
        console.error(`Exporting ${size.toLocaleString('en')} leads as ${format} …`)
        rows.push([size.toLocaleString('en'), format, ...(await exportOnce(filled, format, size))])
      }
    }
    console.log(`## Exporting\n\n${await describeMachine(databases, cleanup)}\n`)
    console.log(table(['leads', 'as', 's', 'MB', 'leads/s', 'before, MB', 'at most, MB'], rows, 2))
  })
}

/** Exports everything, and answers seconds, megabytes, leads a second, and the server's memory before and at most. */
async function exportOnce({ pid, port, cookie }: Filled, format: string, size: number) {
  const before = residentIn(pid)
  let most = before
  const timer = setInterval(() => (most = Math.max(most, residentIn(pid))), everyMs)
  const startedAt = performance.now()
  try {
    const path = `/api/leads/export?format=${format}`
    const { bytes, lines } = await read({ port, path, cookie })
    const seconds = (performance.now() - startedAt) / 1000
    // The first line of CSV names the columns; in JSON a line comes before the leads, and one after.
    if (lines !== size + (format === 'csv' ? 1 : 2))
      throw new Error(`${lines} lines were exported.`)
    return [seconds, bytes / megabyte, size / seconds, before, most].map((value) =>
      value.toFixed(value < 10 ? 1 : 0),
    )
  } finally {
    clearInterval(timer)
  }
}

function read({ port, path, cookie }: { port: number; path: string; cookie: string }) {
  return new Promise<{ bytes: number; lines: number }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { cookie } }, (answer) => {
      let [bytes, lines] = [0, 0]
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        for (const byte of chunk) if (byte === 0x0a) lines++
      })
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode === 200) return resolve({ bytes, lines })
        reject(new Error(`${path} answered ${answer.statusCode}.`))
      })
    })
      .on('error', reject)
      .end()
  })
}

/** The memory of a process that is not swapped out, megabytes. */
function residentIn(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kilobytes === undefined)
    throw new Error('This machine does not tell how much memory it takes.')
  return Number(kilobytes) / 1024
}
