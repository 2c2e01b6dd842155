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
import { measureFloor } from './floor-section.ts'
import { measureHot } from './hot-section.ts'
import { measureSizes, tabulateSizes } from './leads-section.ts'
import { measureLoops } from './loops.ts'
import { measureMemory } from './memory-section.ts'
import { comparedSections, readOptions, usage, type Options } from './options.ts'
import { tunePools } from './pools.ts'
import { requireBuild } from './product-variant.ts'
import { measureReplay } from './replay-section.ts'
import { tabulateSelfTimes } from './self-times.ts'
import { measureSteady } from './steady-section.ts'

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

const shareServers = ['closed', 'spread', 'open'] as const

async function measure(bench: Bench): Promise<void> {
  const { sections, rounds, seconds } = bench.options
  print('## Receiving webhooks\n')
  print(await describeMachine(bench.databases, bench.cleanup))
  print(
    `- ${rounds} rounds, each ${seconds} s of each variant in turn; median (smallest–largest) of the rounds; ratios by round\n`,
  )
  const areCompared = [...comparedSections, 'floor' as const].some((section) =>
    sections.includes(section),
  )
  const tuned = areCompared ? await tunePools(bench) : null
  if (tuned !== null) print(`${tuned}\n`)
  if (shareServers.some((section) => sections.includes(section))) await measureLoops(bench, print)
  if (sections.includes('leads')) {
    print('### By leads in the workspace, 32 connections\n')
    print(`${tabulateSizes(await measureSizes(bench))}\n`)
  }
  if (sections.includes('floor')) await measureFloor(bench, print)
  if (sections.includes('hot')) await measureHot(bench, print)
  if (sections.includes('replay')) await measureReplay(bench, print)
  if (sections.includes('steady')) await measureSteady(bench, print)
  if (sections.includes('memory')) await measureMemory(bench, print)
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
