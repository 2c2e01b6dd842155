/** A point in time as ISO 8601 UTC text with milliseconds, so that text order is time order. */
export type Instant = string

const isoLike = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/
const earliest = Date.parse('1970-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** The instant that `text` names in one of Cal.com's formats (any offset); null when it names none. */
export function parseInstant(text: string): Instant | null {
  if (!isoLike.test(text)) return null
  const time = Date.parse(text)
  if (Number.isNaN(time) || time < earliest || time > latest) return null
  return new Date(time).toISOString()
}
