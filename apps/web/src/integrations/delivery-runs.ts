import type { Delivery } from '../trpc.ts'

type Told = Pick<Delivery, 'outcome' | 'cause'>

/** A delivery, and how many just before it were refused for the same reason. */
export type Run<T extends Told> = { latest: T; before: number }

/**
 * Neighbours that were refused for the same reason as one, the latest of each: a wrong secret refuses hundreds. `deliveries`
 * have the latest first.
 */
export function toRuns<T extends Told>(deliveries: T[]): Run<T>[] {
  const runs: Run<T>[] = []
  for (const delivery of deliveries) {
    const last = runs.at(-1)
    if (last !== undefined && isRefusedAlike(last.latest, delivery)) last.before += 1
    else runs.push({ latest: delivery, before: 0 })
  }
  return runs
}

function isRefusedAlike(one: Told, other: Told): boolean {
  return one.outcome === 'rejected' && other.outcome === 'rejected' && one.cause === other.cause
}
