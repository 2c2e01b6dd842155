/** Whether two rows hold the same values, whatever order the database gives the keys of an object in. */
export function isSameValue(a: object, b: object): boolean {
  return canonical(a) === canonical(b)
}

function canonical(row: object): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
