import type { ClosedLoop } from './closed-section.ts'
import { ratios, spread, type Rounds } from './rounds.ts'
import type { SlotResult } from './slot.ts'
import { cell, middle, table } from './table.ts'
import { variantLabels, type VariantName } from './variant.ts'

export type MeasuredLoop = { loop: ClosedLoop; rounds: Rounds }

/** Those that are told, the one first that the others are compared with. */
type Variants = readonly [VariantName, ...VariantName[]]

/** What closed loops took, and how the rate of the first of `variants` compares with each other one's in the same round. */
export function tabulateRates(measured: MeasuredLoop[], variants: Variants): string {
  const [first] = variants
  const rows = rowsOf(measured, variants, (rounds, variant) => {
    const results = rounds[variant]
    const ratio = variant === first ? null : ratios(rounds[first], results, perSecond)
    return [
      cell(spread(results, perSecond)),
      cell(spread(results, p50), 1),
      cell(spread(results, p99), 1),
      variant === first ? '' : cell(ratio, 2),
    ]
  })
  const head = ['load', 'variant', 'req/s', 'p50 ms', 'p99 ms', `${variantLabels[first]} ÷ this`]
  return table(head, rows, 2)
}

/** What a request cost, and who kept the cores busy meanwhile: medians. */
export function tabulateCosts(measured: MeasuredLoop[], variants: Variants): string {
  const rows = rowsOf(measured, variants, (rounds, variant) => {
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
  variants: Variants,
  cells: (rounds: Rounds, variant: VariantName) => string[],
): string[][] {
  return measured.flatMap(({ loop, rounds }) =>
    variants.map((variant) => [
      variant === variants[0] ? loop.title : '',
      variantLabels[variant],
      ...cells(rounds, variant),
    ]),
  )
}

const perSecond = (result: SlotResult) => result.perSecond
const p50 = (result: SlotResult) => result.p50
const p99 = (result: SlotResult) => result.p99
