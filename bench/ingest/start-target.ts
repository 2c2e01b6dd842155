import { startBare } from './bare-variant.ts'
import type { Bench } from './bench.ts'
import { startFloor } from './floor-variant.ts'
import { startProduct } from './product-variant.ts'
import { startTextbook } from './textbook-variant.ts'
import type { Target, TargetPlan, VariantName } from './variant.ts'

/** Starts a variant's server with a database of its own that is filled as planned. */
export async function startTarget(
  bench: Bench,
  variant: VariantName,
  plan: TargetPlan,
): Promise<Target> {
  switch (variant) {
    case 'product':
      return startProduct(plan, bench)
    case 'bare':
      return startBare(plan, bench)
    case 'textbook':
      return startTextbook(plan, bench)
    case 'floor':
      return startFloor(plan, bench)
  }
}

/** Starts variants on databases that hold the same. */
export async function startAll(
  bench: Bench,
  variants: readonly VariantName[],
  plan: { label: string; leads: number[] },
): Promise<Target[]> {
  const total = plan.leads.reduce((sum, count) => sum + count, 0)
  bench.say(
    `Filling a database for each variant: ${total.toLocaleString('en')} leads in ${plan.leads.length} workspaces`,
  )
  return Promise.all(
    variants.map((variant) => {
      // The other two have as many connections as they need.
      const pool = variant === 'bare' || variant === 'textbook' ? bench.pools[variant] : 0
      return startTarget(bench, variant, { ...plan, pool })
    }),
  )
}
