const deepest = 64

/**
 * Whether all text in a JSON value, keys included, can be kept by PostgreSQL, which takes neither NUL nor
 * half a surrogate pair; and whether it nests no deeper than anything that is asked for.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  if (depth > deepest) return false
  const inner = Array.isArray(value) ? value : Object.entries(value).flat()
  return inner.every((one) => isStorable(one, depth + 1))
}
