/** Whether two values are the same, whatever order the database gives the keys of an object in. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime()
  }
  const keys = keysOf(a)
  if (keys.length !== keysOf(b).length) return false
  // Objects and arrays, and their keys are text.
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return keys.every((key) => isSameValue(left[key], right[key]))
}

// What is undefined is not kept in JSON.
function keysOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [key]))
}
