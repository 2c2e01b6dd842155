const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const daysAndYear = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
})

/** '28 Oct' for a day as `2026-10-28`; with its year when `hasYear`. */
export function wordDay(day: string, hasYear = false): string {
  return (hasYear ? daysAndYear : days).format(new Date(day)).replace('Sept', 'Sep')
}

/** '28 Oct – 26 Nov 2026' for two days as `2026-10-28`; one day alone when they are the same. */
export function wordDays(first: string, last: string): string {
  if (first === last) return wordDay(last, true)
  const isOneYear = first.slice(0, 4) === last.slice(0, 4)
  return `${wordDay(first, !isOneYear)} – ${wordDay(last, true)}`
}
