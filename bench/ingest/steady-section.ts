import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import {
  aim,
  closedTurn,
  firstWorkspace,
  leadsForClosed,
  medianRate,
  mostOfProduct,
  startAlone,
  warmUp,
} from './product-alone.ts'
import type { ProductTarget } from './product-variant.ts'
import { ratios, spread } from './rounds.ts'
import { runSlot, type SlotResult } from './slot.ts'
import { cell, table } from './table.ts'

/** So few a second never meet. */
const idleRate = 20
const lowShare = 0.3
const highShare = 0.45

/** Measures what latency is left at a part of what a closed loop takes, beside that of an idle server. */
export async function measureSteady(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { rounds, seconds, steadySeconds } = bench.options
  const low = mostOfProduct * lowShare * rounds * seconds + idleRate * rounds * seconds
  const leads = leadsForClosed(bench, rounds * seconds) + low
  const target = await startAlone(
    bench,
    'steady',
    Math.ceil(leads + mostOfProduct * highShare * steadySeconds),
  )
  await warmUp(bench, target)
  const closed: SlotResult[] = []
  for (let round = 1; round <= rounds; round++) {
    closed.push(await closedTurn(bench, target, seconds))
    bench.say(`Ceiling, round ${round}: ${Math.round(closed.at(-1)?.perSecond ?? 0)}/s`)
  }
  const ceiling = medianRate(closed)
  const idle: SlotResult[] = []
  const part: SlotResult[] = []
  for (let round = 1; round <= rounds; round++) {
    idle.push(await openTurn(bench, target, idleRate, seconds))
    part.push(await openTurn(bench, target, lowShare * ceiling, seconds))
    const p50s = [idle, part].map((results) => `p50 ${results.at(-1)?.p50.toFixed(1)} ms`)
    bench.say(`Round ${round}: idle ${p50s[0]} · 30 % ${p50s[1]}`)
  }
  bench.say(`45 % of the ceiling for ${steadySeconds} s …`)
  const long = [await openTurn(bench, target, highShare * ceiling, steadySeconds)]
  const row = (label: string, rate: number, results: SlotResult[]) => [
    label,
    Math.round(rate).toLocaleString('en'),
    cell(spread(results, p50), 1),
    cell(
      spread(results, (one) => one.p99),
      1,
    ),
    cell(
      spread(results, (one) => one.slowest),
      1,
    ),
    cell(
      spread(results, (one) => one.lateP99),
      1,
    ),
    String(results.reduce((sum, one) => sum + errorsIn(one), 0)),
  ]
  print(
    `### At a part of what it takes, which is ${Math.round(ceiling).toLocaleString('en')} a second\n`,
  )
  print(
    `${table(
      [
        'load',
        'a second',
        'p50 ms',
        'p99 ms',
        'slowest ms',
        'p99 of the generator alone',
        'errors',
      ],
      [
        row('idle', idleRate, idle),
        row('30 %', lowShare * ceiling, part),
        row(`45 % for ${steadySeconds} s`, highShare * ceiling, long),
      ],
    )}\n`,
  )
  const ratio = ratios(part, idle, p50)
  const p99 = spread(long, (one) => one.p99)?.median ?? null
  const errors = long.reduce((sum, one) => sum + errorsIn(one), 0)
  print(
    [
      aim(
        ratio?.median ?? null,
        (value) => value <= 2,
        `- p50 at 30 % at most twice that of an idle request (${cell(ratio, 2)})`,
      ),
      aim(errors, (value) => value === 0, '- At 45 % no errors'),
      aim(p99, (value) => value <= 250, '- At 45 % a p99 of at most 250 ms'),
      '',
    ].join('\n'),
  )
  await cleanup.close()
}

function openTurn(bench: Bench, target: ProductTarget, rate: number, seconds: number) {
  return runSlot(bench, target, {
    ...{ ...firstWorkspace, seed: bench.nextSeed(), count: Math.ceil(rate * seconds) },
    load: { loop: 'open', rate },
  })
}

function errorsIn({ refused }: SlotResult): number {
  return Object.values(refused).reduce((sum, times) => sum + times, 0)
}

const p50 = (one: SlotResult) => one.p50
