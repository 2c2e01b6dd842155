import type { Instant } from './instant.ts'
import type { CalcomBooking, CalcomListing } from './reconcile-source.ts'

/** A stretch of time: what was made or changed in it is compared at once. Without `until` it goes up to now. */
export type Span = { from: Date; until: Date | null }

const minute = 60_000
const day = 24 * 60 * minute
const firstMs = 7 * day
// Clocks differ, and a webhook may still be on its way.
const overlapMs = day
const settledMs = 10 * minute
const shortestMs = 10 * minute
// What moves a booking and what takes its place are written within moments.
const jointMs = minute

const after = (at: Date, ms: number) => new Date(at.getTime() + ms)

/**
 * What a schedule has to compare at `now`: all since `goodAt` (see `goodAtAfter`) and a day before it, however long that is ago.
 * Null compares seven days at first.
 */
export function spanSince(goodAt: Date | null, now: Date): Span {
  return { from: after(goodAt ?? after(now, -firstMs), -overlapMs), until: null }
}

/** The first quarter of a span of which Cal.com lists too much for once; null when it cannot be cut any more. */
export function narrowSpan({ from, until }: Span, now: Date): Span | null {
  const length = (until ?? now).getTime() - from.getTime()
  if (length <= shortestMs) return null
  return { from, until: after(from, Math.max(shortestMs, Math.ceil(length / 4))) }
}

/** What comes after a span that is done, twice as long; null when it went up to now. */
export function spanAfter({ from, until }: Span, now: Date): Span | null {
  if (until === null) return null
  const next = after(until, -jointMs)
  const end = after(next, 2 * (until.getTime() - from.getTime()))
  return { from: next, until: end.getTime() + settledMs < now.getTime() ? end : null }
}

/** What to keep, for `spanSince`, once a span is done in a run that began at `now`. */
export function goodAtAfter({ until }: Span, now: Date): Date {
  if (until === null) return now
  // So that the next run begins where this one ended, and not a day before that, which may be more than one run can do.
  return after(earlier(until, after(now, -settledMs)), overlapMs - jointMs)
}

/**
 * What of a span's bookings can be compared: not what was changed after it, which a later span sees as it is then, nor what is
 * younger than ten minutes, whose webhook may still come. A booking that was moved waits for the one that took its place.
 */
export function settledOf(listing: CalcomListing, { until }: Span, now: Date): CalcomListing {
  const young = after(now, -settledMs)
  const end = (until === null ? young : earlier(after(until, -jointMs), young)).toISOString()
  const isSettled = (at: Instant | null) => at === null || at <= end
  const byUid = new Map(listing.bookings.map((booking) => [booking.uid, booking]))
  const left = new Set<CalcomBooking>()
  for (const booking of listing.bookings) {
    if (isSettled(booking.createdAt) && isSettled(booking.changedAt)) continue
    // All that it took the place of, one after the other.
    for (let one: CalcomBooking | undefined = booking; one && !left.has(one);) {
      left.add(one)
      one = one.previousUid === null ? undefined : byUid.get(one.previousUid)
    }
  }
  return { ...listing, bookings: listing.bookings.filter((booking) => !left.has(booking)) }
}

const soonMs = 5 * minute

/**
 * When to compare again after a comparison that failed at `now`: five minutes later, and where it failed before, twice as long
 * after as that was ago; at the latest when it would have been due anyway.
 */
export function retryAt(
  { everyHours, lastFailedAt }: { everyHours: number; lastFailedAt: Date | null },
  now: Date,
): Date {
  const ago = lastFailedAt === null ? 0 : now.getTime() - lastFailedAt.getTime()
  return after(now, Math.min(Math.max(soonMs, 2 * ago), everyHours * 60 * minute))
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
