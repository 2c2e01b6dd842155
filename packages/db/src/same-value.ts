/** Whether two values are the same, whatever order the database gives the keys of an object in. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime()
  }
  // Objects and arrays, and their keys are text.
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return (
    countKeys(left) === countKeys(right) &&
    Object.keys(left).every((key) => left[key] === undefined || isSameValue(left[key], right[key]))
  )
}

// What is undefined is not kept in JSON.
function countKeys(value: Record<string, unknown>): number {
  let count = 0
  for (const key of Object.keys(value)) if (value[key] !== undefined) count += 1
  return count
}
