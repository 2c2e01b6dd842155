import type { ClosedLoop } from './closed-section.ts'
import { ratios, spread, type Rounds } from './rounds.ts'
import type { SlotResult } from './slot.ts'
import { cell, middle, table } from './table.ts'
import { variantLabels, variantNames, type VariantName } from './variant.ts'

export type MeasuredLoop = { loop: ClosedLoop; rounds: Rounds }

/** What closed loops took, and how the product's rate compares in the same round. */
export function tabulateRates(measured: MeasuredLoop[]): string {
  const rows = rowsOf(measured, (rounds, variant) => {
    const results = rounds[variant]
    const ratio = variant === 'product' ? null : ratios(rounds.product, results, perSecond)
    return [
      cell(spread(results, perSecond)),
      cell(spread(results, p50), 1),
      cell(spread(results, p99), 1),
      variant === 'product' ? '' : cell(ratio, 2),
    ]
  })
  const product = variantLabels.product
  return table(['load', 'variant', 'req/s', 'p50 ms', 'p99 ms', `${product} ÷ this`], rows, 2)
}

/** What a request cost, and who kept the cores busy meanwhile: medians. */
export function tabulateCosts(measured: MeasuredLoop[]): string {
  const rows = rowsOf(measured, (rounds, variant) => {
    const median = (pick: (result: SlotResult) => number | null) =>
      middle(spread(rounds[variant], pick), 2)
    return [
      median(({ cpu }) => cpu?.server ?? null),
      median(({ cpu }) => cpu?.postgres ?? null),
      ...(['server', 'postgres', 'generator', 'others'] as const).map((part) =>
        median(({ cores }) => cores?.[part] ?? null),
      ),
    ]
  })
  const perRequest = ['server, ms/request', 'PostgreSQL, ms/request']
  const cores = ['server, cores', 'PostgreSQL, cores', 'generator, cores', 'all else, cores']
  return table(['load', 'variant', ...perRequest, ...cores], rows, 2)
}

function rowsOf(
  measured: MeasuredLoop[],
  cells: (rounds: Rounds, variant: VariantName) => string[],
): string[][] {
  return measured.flatMap(({ loop, rounds }) =>
    variantNames.map((variant) => [
      variant === 'product' ? loop.title : '',
      variantLabels[variant],
      ...cells(rounds, variant),
    ]),
  )
}

const perSecond = (result: SlotResult) => result.perSecond
const p50 = (result: SlotResult) => result.p50
const p99 = (result: SlotResult) => result.p99
