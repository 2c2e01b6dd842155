import { startBare } from './bare-variant.ts'
import type { Bench } from './bench.ts'
import { startProduct } from './product-variant.ts'
import { startTextbook } from './textbook-variant.ts'
import { variantNames, type Target, type TargetPlan, type VariantName } from './variant.ts'

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
  }
}

/** Starts all variants on databases that hold the same. */
export async function startAll(
  bench: Bench,
  plan: { label: string; leads: number[] },
): Promise<Target[]> {
  const total = plan.leads.reduce((sum, count) => sum + count, 0)
  bench.say(
    `Filling a database for each variant: ${total.toLocaleString('en')} leads in ${plan.leads.length} workspaces`,
  )
  return Promise.all(
    variantNames.map((variant) => {
      const pool = variant === 'product' ? 0 : bench.pools[variant]
      return startTarget(bench, variant, { ...plan, pool })
    }),
  )
}
