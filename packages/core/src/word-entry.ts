import type { Instant } from './instant.ts'
import { addedByHand, type EntryDetail, type FieldEdit, type Proposal } from './timeline.ts'

const noTime = 'an unknown time'

/**
 * The sentence for a timeline entry. Times are told in `timeZone` (an IANA name); UTC when it is not one.
 * The viewer's zone in the dashboard, so that all texts come from here.
 */
export function wordEntry(detail: EntryDetail, timeZone: string): string {
  const time = (instant: Instant | null) => wordTime(instant, timeZone)
  switch (detail.kind) {
    case 'captured':
      return detail.source === addedByHand ? addedByHand : `Captured from ${detail.source}`
    case 'booked': {
      const what = detail.eventType === null ? 'Booked' : `Booked ${detail.eventType}`
      return `${what} for ${time(detail.startTime)}${as(detail.bookedAs)}${gave(detail.proposed)}`
    }
    case 'rescheduled': {
      const from = detail.from === null ? '' : ` from ${time(detail.from)}`
      return `Rescheduled${from} to ${time(detail.to)}${by(detail.by)}${as(detail.bookedAs)}${gave(detail.proposed)}`
    }
    case 'cancelled':
      return `Cancelled the booking of ${time(detail.startTime)}${by(detail.by)}${because(detail.reason)}`
    case 'reschedule_requested':
      return `Asked for another time than ${time(detail.startTime)}${because(detail.reason)}`
    case 'requested': {
      const instead = detail.from === null ? '' : `, instead of ${time(detail.from)}`
      const what = detail.eventType ?? 'a booking'
      const given = `${as(detail.bookedAs)}${gave(detail.proposed)}`
      const maybe =
        detail.mayReplace === null ? '' : `. May replace the booking of ${time(detail.mayReplace)}`
      return `Asked for ${what} on ${time(detail.startTime)}${instead}${given}${maybe}`
    }
    case 'rejected':
      return `The host declined ${time(detail.startTime)}${because(detail.reason)}`
    case 'reassigned':
      return `Host changed to ${detail.to ?? 'somebody else'}`
    case 'relocated':
      return `Place changed to ${detail.to ?? 'somewhere else'}`
    case 'took_place':
      return `Took place on ${time(detail.startTime)}`
    case 'payment_started':
      return 'Started to pay'
    case 'paid':
      return 'Paid'
    case 'no_show':
      return 'Did not come'
    case 'no_show_removed':
      return 'Came after all'
    case 'guests_absent':
      return 'Cal Video saw no guest come'
    case 'withheld':
      return `Not moved ${detail.from} → ${detail.to}: more than five bookings in one day`
    case 'undone':
      return `Moved back ${detail.from} → ${detail.to}${detail.pinned === false ? '' : ' and pinned'}`
    case 'moved':
      if (detail.from === detail.to)
        return `${detail.pinned ? 'Pinned at' : 'Unpinned at'} ${detail.to}`
      return `Moved ${detail.from} → ${detail.to}${detail.pinned ? ' and pinned' : ''}`
    case 'linked':
      if (detail.isTakenBack && detail.bookedAs !== null && detail.remembers === false)
        return `Unlinked a booking by hand, and removed the other email ${detail.bookedAs}`
      return `${detail.isTakenBack ? 'Unlinked' : 'Linked'} a booking by hand${as(detail.bookedAs)}`
    case 'unpinned':
      return 'Unpinned: automation may move this lead again'
    case 'assigned':
      if (detail.to === null) return `No longer ${detail.from ?? 'somebody'}’s lead`
      return `Given to ${detail.to}${detail.from === null ? '' : `, before ${detail.from}’s`}`
    case 'merged': {
      const emails = detail.emails.length === 0 ? '' : ` (${detail.emails.join(', ')})`
      return `Merged with ${detail.name}${emails}`
    }
    case 'note':
      return detail.removedAt === undefined ? detail.text : 'Removed this note'
    case 'edited':
      return detail.changes.map(wordEdit).join('. ')
  }
}

/** `instant` as people say it, as "Tue 8 Dec 2026, 16:00 GMT", in `timeZone`; UTC when it is not one. */
export function wordTime(instant: Instant | null, timeZone: string): string {
  if (instant === null) return noTime
  const { day, year, hour, zone } = partsOf(instant, timeZone)
  return `${day} ${year}, ${hour} ${zone}`
}

/**
 * A change of time as people say it, as "Tue 8 Dec, 16:00 → Wed 9 Dec 2026, 10:00 GMT": what is the same of both is said once.
 * `timeZone` as for `wordTime`.
 */
export function wordTimeChange(from: Instant, to: Instant, timeZone: string): string {
  const [old, now] = [partsOf(from, timeZone), partsOf(to, timeZone)]
  if (old.year !== now.year || old.zone !== now.zone) {
    return `${wordTime(from, timeZone)} → ${wordTime(to, timeZone)}`
  }
  const end = `${now.hour} ${now.zone}`
  return old.day === now.day
    ? `${now.day} ${now.year}, ${old.hour} → ${end}`
    : `${old.day}, ${old.hour} → ${now.day} ${now.year}, ${end}`
}

function partsOf(instant: Instant, timeZone: string) {
  const parts = formatIn(timeZone).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? ''
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')}`,
    year: part('year'),
    hour: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = makeFormat(timeZone)
  // Names come from bookers: a bounded number of them is kept.
  if (formats.size < 600) formats.set(timeZone, format)
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const options = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  }
}

function wordEdit({ field, from, to }: FieldEdit): string {
  if (field === 'alias') return `Removed the other email ${from ?? ''}`
  return `Changed ${field} from ${from ?? 'nothing'} to ${to ?? 'nothing'}`
}

function by(who: string | null): string {
  return who === null ? '' : ` by ${who}`
}

function as(contact: string | null): string {
  return contact === null ? '' : `, as ${contact}`
}

function gave(proposed: Proposal[]): string {
  if (proposed.length === 0) return ''
  return `. Gave the ${proposed.map(({ field, value }) => `${field} ${value}`).join(' and the ')}`
}

function because(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`
}
