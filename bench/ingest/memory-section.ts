import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { partOf } from '../cleanup.ts'
import type { RunResult } from '../load/recorder.ts'
import { startGenerator } from '../load/start-generator.ts'
import type { Bench } from './bench.ts'
import { aim, startAlone } from './product-alone.ts'
import type { ProductTarget } from './product-variant.ts'
import { findProblem } from './slot.ts'
import { spreadOf } from './statistics.ts'
import { table } from './table.ts'
import { trendOf } from './trend.ts'

const rate = 300
const perMinute = 60 * rate
/** Enough leads for a minute: eight of ten book one, the first few hundred all do. */
const leadsPerMinute = 0.8 * perMinute + 1_000
const connections = 128
const sampleMs = 1_000
const restMs = 10_000
/** A trend that adds less than this share of the memory over the minutes that count is none. */
const flatShare = 0.05
/** The heap grows to its size in the first minutes, which do not count for whether it is flat. */
const warmUpShare = 1 / 3
const fewestMinutes = 6

type Minute = { median: number; most: number; result: RunResult }

/** Measures the memory of the server (RSS, MB) at 300 a second without a pause, minute by minute. */
export async function measureMemory(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { minutes } = bench.options
  const target = await startAlone(bench, 'memory', minutes * leadsPerMinute)
  const before = readMemory(target.pid)
  if (before === null) {
    print('### Memory\n\nNot measured: this machine does not tell it as Linux does.\n')
    return cleanup.close()
  }
  await sleep(restMs)
  const idle = readMemory(target.pid) ?? Number.NaN
  const stored = await target.count()
  await bench.databases.checkpoint()
  const measured = await sendAll(bench, target, minutes)
  const problem = await findProblem(target, stored, sumOf(measured.map(({ result }) => result)))
  if (problem !== null) bench.problems.push(`Memory: ${problem}`)
  await sleep(restMs)
  const after = readMemory(target.pid) ?? Number.NaN
  print(`### Memory of the server at ${rate} a second, ${minutes} minutes\n`)
  print(`${tabulate(measured)}\n`)
  print(`${conclude(measured, { idle, after, problem })}\n`)
  await cleanup.close()
}

/** Two generators, so that one builds the requests of the next minute while the other one sends. */
async function sendAll(bench: Bench, target: ProductTarget, minutes: number): Promise<Minute[]> {
  const generators = [bench.generator, startGenerator(bench.cleanup)]
  const [tenant] = target.tenants
  const build = async (minute: number) => {
    if (!tenant || minute >= minutes) return
    const booked = minute * leadsPerMinute
    const recipients = [{ ...tenant, booked, upTo: booked + leadsPerMinute }]
    const spec = { recipients, order: 'in turn' as const, seed: bench.nextSeed(), count: perMinute }
    await generators[minute % 2]?.build({ ...spec, distance: 4 * connections })
  }
  await build(0)
  const measured: Minute[] = []
  for (let minute = 0; minute < minutes; minute++) {
    const samples: number[] = []
    const timer = setInterval(() => {
      const memory = readMemory(target.pid)
      if (memory !== null) samples.push(memory)
    }, sampleMs)
    const load = { loop: 'open' as const, rate, connections, port: target.port }
    const [result] = await Promise.all([
      generators[minute % 2]?.run(load),
      build(minute + 1),
    ]).finally(() => clearInterval(timer))
    const spread = spreadOf(samples)
    if (!result || !spread) throw new Error('The server is gone, or its memory is not told.')
    measured.push({ median: spread.median, most: spread.max, result })
    bench.say(`Minute ${minute + 1} of ${minutes}: ${Math.round(spread.median)} MB`)
  }
  return measured
}

function sumOf(results: RunResult[]): Pick<RunResult, 'acknowledged' | 'leads' | 'refused'> {
  const sum = {
    acknowledged: { created: 0, rescheduled: 0, cancelled: 0, repeated: 0 },
    refused: {} as RunResult['refused'],
    leads: 0,
  }
  for (const { acknowledged, refused, leads } of results) {
    for (const kind of ['created', 'rescheduled', 'cancelled', 'repeated'] as const) {
      sum.acknowledged[kind] += acknowledged[kind]
    }
    for (const [status, times] of Object.entries(refused)) {
      sum.refused[Number(status)] = (sum.refused[Number(status)] ?? 0) + times
    }
    sum.leads += leads
  }
  return sum
}

function tabulate(measured: Minute[]): string {
  const rows = measured.map(({ median, most, result }, index) => [
    String(index + 1),
    ...[median, most].map((memory) => memory.toFixed(0)),
    ...[result.p50, result.p99].map((ms) => ms.toFixed(1)),
  ])
  return table(['minute', 'RSS MB (median of its seconds)', 'at most', 'p50 ms', 'p99 ms'], rows)
}

function conclude(
  measured: Minute[],
  { idle, after, problem }: { idle: number; after: number; problem: string | null },
): string {
  const medians = measured.map(({ median }) => median)
  const counted = medians.slice(Math.floor(medians.length * warmUpShare))
  const [whole, late] = [trendOf(medians), trendOf(counted)]
  const level = spreadOf(counted)?.median ?? Number.NaN
  const grown = late === null ? null : late * (counted.length - 1)
  const isKnown = problem === null && medians.length >= fewestMinutes
  return [
    aim(
      idle,
      (memory) => memory <= 150,
      `- At most 150 MB before the first one (${idle.toFixed(0)} MB)`,
    ),
    `- Trend by least squares: ${inMb(whole)} MB a minute, ${inMb(late)} without the first third; ${restMs / 1_000} s after the last one ${after.toFixed(0)} MB`,
    aim(
      isKnown ? grown : null,
      (memory) => memory <= flatShare * level,
      `- Flat: without the first third the trend adds at most 5 % of the median of ${level.toFixed(0)} MB (it adds ${inMb(grown)} MB)`,
    ),
    ...(medians.length < fewestMinutes
      ? [`- Fewer than ${fewestMinutes} minutes tell nothing of it.`]
      : []),
  ].join('\n')
}

function inMb(value: number | null): string {
  return value === null ? '–' : value.toFixed(2)
}

/** What of a process is in memory, in MB; null where that is not told. */
function readMemory(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024
  } catch {
    return null
  }
}
