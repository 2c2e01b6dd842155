import type { Bench } from './bench.ts'
import { warmUpRequests, warmUpSeconds } from './closed-section.ts'
import type { ProductTarget } from './product-variant.ts'
import { startProduct } from './product-variant.ts'
import { spread } from './rounds.ts'
import { runSlot, type Slot, type SlotResult } from './slot.ts'

/** Sections of the product alone send to its first workspace. */
export const firstWorkspace = {
  recipients: [{ tenant: 0, upTo: Infinity }],
  order: 'in turn' as const,
}

/** Nobody takes more a second; requests are built for so many. */
export const mostOfProduct = 4_000

/** Starts the product alone, with one workspace of so many leads. */
export async function startAlone(
  bench: Bench,
  label: string,
  leads: number,
): Promise<ProductTarget> {
  bench.say(`Filling a database for the product: ${leads.toLocaleString('en')} leads`)
  return startProduct({ label, leads: [leads] }, bench)
}

/** A closed loop of 32 connections for so long. */
export function closedTurn(
  bench: Bench,
  target: ProductTarget,
  seconds: number,
  more: Pick<Slot, 'changes'> = {},
): Promise<SlotResult> {
  return runSlot(bench, target, {
    ...{ ...firstWorkspace, ...more, seed: bench.nextSeed(), count: seconds * mostOfProduct },
    load: { loop: 'closed', connections: 32, seconds },
  })
}

/** Lets the product take requests that do not count, until its plans and its code are what they stay. */
export async function warmUp(
  bench: Bench,
  target: ProductTarget,
  more: Pick<Slot, 'changes'> = {},
): Promise<void> {
  for (let sent = 0, attempt = 0; sent < warmUpRequests && attempt < 4; attempt++) {
    sent += (await closedTurn(bench, target, warmUpSeconds(bench), more)).sent
    await target.analyze()
  }
}

/** How many leads a closed loop may book in its warm-up and in turns of so many seconds together. */
export function leadsForClosed(bench: Bench, seconds: number): number {
  return mostOfProduct * (2 * warmUpSeconds(bench) + seconds)
}

/** The median rate of the turns that count; throws when none does. */
export function medianRate(results: SlotResult[]): number {
  const rate = spread(results, (one) => one.perSecond)
  if (rate === null) throw new Error(`There is no rate: ${results[0]?.problem ?? 'no turn'}.`)
  return rate.median
}

/** Tells whether an aim was reached; "not known" when there is no figure. */
export function aim(value: number | null, holds: (value: number) => boolean, text: string): string {
  return `${text}: ${value === null ? 'not known' : holds(value) ? 'reached' : '**not reached**'}`
}
