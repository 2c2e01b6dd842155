const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long something lasts since an instant, in its largest unit: 'a moment', '5 min', '3 h', '12 d'. */
export function howLong(iso: string, now: Date): string {
  const passed = now.getTime() - Date.parse(iso)
  if (passed < minute) return 'a moment'
  if (passed < hour) return `${Math.floor(passed / minute)} min`
  if (passed < day) return `${Math.floor(passed / hour)} h`
  return `${Math.floor(passed / day)} d`
}
