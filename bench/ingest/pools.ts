import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import { mostPerSecond } from './closed-section.ts'
import { runSlot } from './slot.ts'
import { startTarget } from './start-target.ts'
import { spreadOf } from './statistics.ts'
import { table } from './table.ts'
import { variantLabels, type Target } from './variant.ts'

const sizes = [4, 8, 12, 16]
const passes = 2
const leads = 50_000

type Tuned = { variant: 'bare' | 'textbook'; pool: number; rates: number[] }

/**
 * Finds out with how many connections to the database the plain variants take most, unless that was given, and sets
 * `bench.pools`. Answers the table of what was tried; null when nothing was.
 */
export async function tunePools(whole: Bench): Promise<string | null> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { pools: given, seconds } = bench.options
  const turnSeconds = Math.min(3, seconds)
  const tuned: Tuned[] = []
  for (const variant of ['bare', 'textbook'] as const) {
    const fixed = given[variant]
    if (fixed !== null) {
      bench.pools[variant] = fixed
      continue
    }
    const candidates: (Tuned & { target: Target })[] = []
    for (const pool of sizes) {
      bench.say(`Tuning the ${variantLabels[variant]}: ${pool} connections`)
      const plan = { label: `tune_${pool}`, leads: [leads], pool }
      const target = await startTarget(bench, variant, plan)
      candidates.push({ variant, pool, rates: [], target })
    }
    // The first pass warms up.
    for (let pass = 0; pass <= passes; pass++) {
      for (const { target, rates } of candidates) {
        const result = await runSlot(bench, target, {
          ...{ order: 'in turn', seed: bench.nextSeed(), count: turnSeconds * mostPerSecond },
          load: { loop: 'closed', connections: 32, seconds: pass === 0 ? 1 : turnSeconds },
        })
        if (pass > 0) rates.push(result.perSecond)
      }
    }
    tuned.push(...candidates)
    bench.pools[variant] = bestOf(candidates)
  }
  await cleanup.close()
  return tuned.length === 0 ? null : tabulate(tuned, bench.pools)
}

function bestOf(tuned: Tuned[]): number {
  const sorted = tuned.toSorted((a, b) => median(b) - median(a))
  return sorted[0]?.pool ?? 8
}

function median({ rates }: Tuned): number {
  return spreadOf(rates)?.median ?? 0
}

function tabulate(tuned: Tuned[], chosen: Bench['pools']): string {
  const rows = (['bare', 'textbook'] as const).map((variant) => [
    variantLabels[variant],
    ...sizes.map((size) => {
      const found = tuned.find((one) => one.variant === variant && one.pool === size)
      const rate = found ? Math.round(median(found)).toLocaleString('en') : '–'
      return size === chosen[variant] ? `**${rate}**` : rate
    }),
  ])
  return table(['req/s by connections to the database', ...sizes.map(String)], rows)
}
