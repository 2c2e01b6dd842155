import type { Bench } from './bench.ts'
import { measureClosedLoop, type Targets } from './closed-section.ts'
import { spread, takeTurns, type Rounds } from './rounds.ts'
import { runSlot, type SlotResult } from './slot.ts'
import { cell, middle, table } from './table.ts'
import { variantLabels, variantNames, type ComparedName } from './variant.ts'

export const openRates = [300, 1_000]

/** Whoever cannot take this many times the rate has no latency worth telling: its queue only grows. */
const room = 1.5

/** Requests a second of each variant at most, as a closed loop found them; null when that was void. */
export type Ceilings = Record<ComparedName, number | null>

export type OpenLoop = { rate: number; saturated: ComparedName[]; rounds: Rounds }

/** Measures how long requests take that come at even distances, whatever became of the earlier ones. */
export async function measureOpenLoops(
  bench: Bench,
  targets: Targets,
  ceilings: Ceilings,
): Promise<OpenLoop[]> {
  const measured: OpenLoop[] = []
  for (const rate of openRates) {
    const saturated = variantNames.filter(
      (variant) => (ceilings[variant] ?? Infinity) < room * rate,
    )
    const able = variantNames.filter((variant) => !saturated.includes(variant))
    const rounds = await takeTurns(bench, `${rate}/s`, able, (variant, seed) =>
      runSlot(bench, targets[variant], {
        ...{ recipients: [{ tenant: 0, upTo: Infinity }], order: 'in turn', seed },
        count: rate * bench.options.seconds,
        load: { loop: 'open', rate },
      }),
    )
    measured.push({ rate, saturated, rounds })
  }
  return measured
}

/** The table of open loops. */
export function tabulateOpenLoops(measured: OpenLoop[], ceilings: Ceilings): string {
  const rows = measured.flatMap(({ rate, saturated, rounds }) =>
    variantNames.map((variant) => {
      const name = [`${rate.toLocaleString('en')}/s`, variantLabels[variant]]
      if (saturated.includes(variant)) {
        return [...name, `*saturated* (takes ${Math.round(ceilings[variant] ?? 0)}/s)`, '', '', '']
      }
      const of = (pick: (result: SlotResult) => number) => spread(rounds[variant], pick)
      const p50 = cell(
        of((one) => one.p50),
        1,
      )
      const p99 = cell(
        of((one) => one.p99),
        1,
      )
      const slowest = cell(
        of((one) => one.slowest),
        1,
      )
      const late = middle(
        of((one) => one.lateP99),
        1,
      )
      return [...name, p50, p99, slowest, late]
    }),
  )
  const head = ['rate', 'variant', 'p50 ms', 'p99 ms', 'slowest ms', 'p99 of the generator alone']
  return table(head, rows, 2)
}

/** The ceilings that closed-loop rounds found. */
export function ceilingsOf(rounds: Rounds): Ceilings {
  const of = (variant: ComparedName) =>
    spread(rounds[variant], (one) => one.perSecond)?.median ?? null
  return { product: of('product'), bare: of('bare'), textbook: of('textbook') }
}

/** Finds the ceilings out when no closed loop was measured; takes each variant `ceilingSeconds` and its warm-up. */
export async function findCeilings(bench: Bench, targets: Targets): Promise<Ceilings> {
  const loop = { title: 'Ceilings', connections: 32, tenants: [0], order: 'in turn' as const }
  const short = { ...bench, options: { ...bench.options, rounds: 1, seconds: ceilingSeconds / 2 } }
  return ceilingsOf(await measureClosedLoop(short, variantNames, targets, loop))
}

/** A warm-up and a turn of two seconds each. */
export const ceilingSeconds = 4
