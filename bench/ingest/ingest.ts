import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { makeRunFolder } from '../abandoned.ts'
import { withCleanup, type Cleanup } from '../cleanup.ts'
import { manageDatabases } from '../databases.ts'
import { startDurablePostgres } from '../durable-postgres.ts'
import { startGenerator } from '../load/start-generator.ts'
import type { Bench } from './bench.ts'
import { findPostmasterOf } from './cpu.ts'
import { describeMachine } from './facts.ts'
import { measureSizes, tabulateSizes } from './leads-section.ts'
import { measureLoops } from './loops.ts'
import { readOptions, usage, type Options } from './options.ts'
import { tunePools } from './pools.ts'
import { requireBuild } from './product-variant.ts'
import { tabulateSelfTimes } from './self-times.ts'

/** `pnpm bench ingest`: prints what receiving a webhook costs as Markdown, and how far it is on stderr. */
export async function benchIngest(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return console.log(usage)
  requireBuild()
  const profileFolder = options.profile
    ? mkdtempSync(join(tmpdir(), 'solar-capture-bench-profile-'))
    : null
  await withCleanup(async (cleanup) => measure(await open(options, profileFolder, cleanup)))
  if (profileFolder === null) return
  print(`### Where the product's CPU time went\n\n${tabulateSelfTimes(profileFolder)}`)
  print(`The profiles are in ${profileFolder}; these figures are of profiled servers.`)
}

async function open(
  options: Options,
  profileFolder: string | null,
  cleanup: Cleanup,
): Promise<Bench> {
  const say = (line: string) => console.error(line)
  const folder = await makeRunFolder(cleanup)
  const own = process.env['BENCH_DATABASE_URL']
  if (!own) say('Starting PostgreSQL …')
  const server = own ? { url: own, adminUrl: own } : await startDurablePostgres(folder, cleanup)
  const databases = manageDatabases(server, cleanup)
  let seed = 0
  return {
    ...{ options, databases, cleanup, folder, profileFolder, say, problems: [] },
    generator: startGenerator(cleanup),
    postmasterPid: findPostmasterOf(Number(await databases.ask('select pg_backend_pid()'))),
    pools: { bare: 8, textbook: 8 },
    nextSeed: () => ++seed,
  }
}

async function measure(bench: Bench): Promise<void> {
  const { sections, rounds, seconds } = bench.options
  print('## Receiving webhooks\n')
  print(await describeMachine(bench.databases, bench.cleanup))
  print(
    `- ${rounds} rounds, each ${seconds} s of each variant in turn; median (smallest–largest) of the rounds; ratios by round\n`,
  )
  const tuned = await tunePools(bench)
  if (tuned !== null) print(`${tuned}\n`)
  if (sections.some((section) => section !== 'leads')) await measureLoops(bench, print)
  if (sections.includes('leads')) {
    print('### By leads in the workspace, 32 connections\n')
    print(`${tabulateSizes(await measureSizes(bench))}\n`)
  }
  if (bench.problems.length === 0) {
    return print('In every turn, what was stored is exactly what was acknowledged.')
  }
  process.exitCode = 1
  print(
    `**Void turns**, which count nowhere:\n\n${bench.problems.map((one) => `- ${one}`).join('\n')}`,
  )
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
