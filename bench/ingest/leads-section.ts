import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import { addRound, noRounds, ratios, spread, type Rounds } from './rounds.ts'
import { runSlot, type SlotResult } from './slot.ts'
import { startAll } from './start-target.ts'
import { cell, table } from './table.ts'
import { variantLabels, variantNames, type ComparedName, type Target } from './variant.ts'

const connections = 32
/** Every turn books so many leads for each of the seconds that were asked for. */
const leadsPerSecond = 1_000

export type OfSize = { size: number; rounds: Rounds }

/**
 * Measures what a request costs with different numbers of leads in the workspace. No lead is booked twice, as its
 * history would cost more than the size of the table: so a small workspace is left for the next one, of the same
 * size in the same database, once all of its leads are booked. All sizes get equally many requests of each kind.
 */
export async function measureSizes(whole: Bench): Promise<OfSize[]> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { sizes, rounds, seconds } = bench.options
  const perTurn = leadsPerSecond * seconds
  const needed = perTurn * (rounds + 1)
  const running = new Map<number, Target[]>()
  for (const size of sizes) {
    const leads = Array.from({ length: Math.max(1, Math.ceil(needed / size)) }, () => size)
    running.set(size, await startAll(bench, variantNames, { label: String(size), leads }))
  }
  const targetOf = (size: number, index: number) => {
    const target = running.get(size)?.[index]
    if (!target) throw new Error('Every size has every variant.')
    return target
  }
  const turn = async (size: number, index: number, seed: number) => {
    const target = targetOf(size, index)
    return runSlot(bench, target, {
      ...{ recipients: nextLeads(target, perTurn), order: 'in turn', seed, count: Infinity },
      load: { loop: 'closed', connections, seconds: null },
    })
  }
  const seed = bench.nextSeed()
  for (const size of sizes) {
    for (const [index] of variantNames.entries()) {
      await turn(size, index, seed)
      await targetOf(size, index).analyze()
    }
  }
  const measured: OfSize[] = sizes.map((size) => ({ size, rounds: noRounds() }))
  for (let round = 1; round <= rounds; round++) {
    for (const { size, rounds: results } of measured) {
      const title = `${size.toLocaleString('en')} leads, round ${round}`
      const ofSize = (variant: ComparedName, seed: number) =>
        turn(size, variantNames.indexOf(variant), seed)
      await addRound(bench, title, variantNames, ofSize, results)
    }
  }
  await cleanup.close()
  return measured
}

/** The next `count` leads that had no booking, workspace after workspace. */
function nextLeads({ tenants }: Target, count: number): { tenant: number; upTo: number }[] {
  let left = count
  return tenants.flatMap(({ leads, booked }, tenant) => {
    const take = Math.min(left, leads - booked)
    left -= take
    return take > 0 ? [{ tenant, upTo: booked + take }] : []
  })
}

/** The table of sizes, with the ratios of the largest to the smallest. */
export function tabulateSizes(measured: OfSize[]): string {
  const [first] = measured
  const last = measured.at(-1)
  const rows = variantNames.flatMap((variant) => [
    ...measured.map(({ size, rounds }) => {
      const of = (pick: (result: SlotResult) => number | null) => spread(rounds[variant], pick)
      return [
        ...[size === first?.size ? variantLabels[variant] : '', size.toLocaleString('en')],
        ...[
          cell(of(server), 2),
          cell(of(postgres), 2),
          cell(of(both), 2),
          cell(of((one) => one.perSecond)),
        ],
      ]
    }),
    ...(first && last && first !== last ? [ratioRow(first, last, variant)] : []),
  ])
  const head = ['variant', 'leads', 'server ms', 'PostgreSQL ms', 'together', 'req/s']
  return table(head, rows, 1)
}

function ratioRow(first: OfSize, last: OfSize, variant: ComparedName): string[] {
  const of = (pick: (result: SlotResult) => number | null) =>
    cell(ratios(last.rounds[variant], first.rounds[variant], pick), 2)
  const sizes = `${last.size.toLocaleString('en')} ÷ ${first.size.toLocaleString('en')}`
  return ['', sizes, of(server), of(postgres), of(both), of((one) => one.perSecond)]
}

const server = ({ cpu }: SlotResult) => cpu?.server ?? null
const postgres = ({ cpu }: SlotResult) => cpu?.postgres ?? null
const both = ({ cpu }: SlotResult) => (cpu ? cpu.server + cpu.postgres : null)
