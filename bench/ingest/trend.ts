/** How much `values` grow from one to the next, by least squares; null for fewer than two. */
export function trendOf(values: number[]): number | null {
  if (values.length < 2) return null
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let above = 0
  let below = 0
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean)
    below += (index - middle) ** 2
  }
  return above / below
}
