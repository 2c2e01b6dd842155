/** The middle of values and how far they reach. */
export type Spread = { median: number; min: number; max: number }

/** Median, smallest and largest; null when there are no values. */
export function spreadOf(values: number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const below = sorted[Math.floor(middle)]
  const above = sorted[Math.ceil(middle)]
  const [min] = sorted
  const max = sorted.at(-1)
  if (below === undefined || above === undefined || min === undefined || max === undefined) {
    return null
  }
  return { median: (below + above) / 2, min, max }
}
