import type { Bench } from './bench.ts'
import { takeTurns, type Rounds } from './rounds.ts'
import { runSlot, type Slot } from './slot.ts'
import type { ComparedName, Target, VariantName } from './variant.ts'

export type Targets<Name extends VariantName = ComparedName> = Record<Name, Target>

/** One row of the table of closed loops: what is sent, and by how many connections. */
export type ClosedLoop = {
  title: string
  connections: number
  /** The numbers of the tenants. */
  tenants: number[]
  order: Slot['order']
}

/** Measures how many requests a second each of `variants` takes when each connection sends one after the other. */
export async function measureClosedLoop<Name extends VariantName>(
  bench: Bench,
  variants: readonly Name[],
  targets: Targets<Name>,
  loop: ClosedLoop,
): Promise<Rounds> {
  const rates: Partial<Record<VariantName, number>> = {}
  const turn = async (variant: Name, seed: number, seconds: number) => {
    const target = targets[variant]
    const result = await runSlot(bench, target, {
      recipients: loop.tenants.map((tenant) => ({
        tenant,
        upTo: target.tenants[tenant]?.leads ?? 0,
      })),
      ...{ order: loop.order, seed },
      // As many as it may take, without building several times that each time.
      count: Math.ceil(seconds * Math.max(1_000, 2 * (rates[variant] ?? mostPerSecond))),
      load: { loop: 'closed', connections: loop.connections, seconds },
    })
    rates[variant] = Math.max(rates[variant] ?? 0, result.perSecond)
    return result
  }
  for (const variant of variants) {
    let sent = 0
    for (let attempt = 0; sent < warmUpRequests && attempt < mostWarmUps; attempt++) {
      sent += (await turn(variant, bench.nextSeed(), warmUpSeconds(bench))).sent
      await targets[variant].analyze()
    }
  }
  return takeTurns(bench, loop.title, variants, (variant, seed) =>
    turn(variant, seed, bench.options.seconds),
  )
}

/** Leads are made for so many; a variant that takes more has shorter turns, and its rate is that of these. */
export const mostPerSecond = 5_000

/** A variant that takes few warms up for longer, but not for ever. */
export const warmUpRequests = 3_000
const mostWarmUps = 4

/** How long each variant runs before it counts, at least. */
export function warmUpSeconds({ options }: Bench): number {
  return Math.min(5, Math.max(2, options.seconds))
}
