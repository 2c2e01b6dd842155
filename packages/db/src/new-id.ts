import { randomUUID } from 'node:crypto'

/** Makes a UUID v7: 48 bits of the time `now` (milliseconds since the epoch), the rest random. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // A UUID v4 has its random bits, and the variant, in the same places.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** The lowest UUID v7 that can have been made at `date` or later. */
export function firstIdAt(date: Date): string {
  const hex = Math.max(0, date.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
