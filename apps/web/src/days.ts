/** Whether a text is a day as `2026-11-25`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(new Date(`${text}T00:00:00`).getTime())
}

/** The instant (ISO 8601 UTC) at which a day begins in the viewer's own zone, or the one so many days later. */
export function startOfDay(day: string, daysLater = 0): string {
  const date = new Date(`${day}T00:00:00`)
  // Days are not always 24 hours long.
  date.setDate(date.getDate() + daysLater)
  return date.toISOString()
}

/** The day that an instant is on in the viewer's own zone, as `2026-11-25`. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
