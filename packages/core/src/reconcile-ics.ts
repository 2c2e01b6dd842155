import { normaliseEmail } from './contact.ts'
import { parseInstant, type Instant } from './instant.ts'
import { firstUidOf, meetingsIn, unfoldLines, type IcsProperty } from './reconcile-ics-lines.ts'
import { NoListing, type CalcomBooking, type CalcomListing } from './reconcile-source.ts'

/**
 * Reads a calendar file (RFC 5545) with meetings that Cal.com made: their UID ends in `@Cal.com` and starts with the uid that
 * the booking had first, which reschedules keep. Meetings of others are left out, and so is what is told of one occurrence of a
 * series. Throws `NoListing` for another file.
 */
export function readBookingsIcs(text: string): CalcomListing {
  const lines = unfoldLines(text)
  if (!lines.some(({ text: line }) => /^BEGIN:VCALENDAR\s*$/i.test(line))) {
    throw new NoListing('This is no calendar file: it has no BEGIN:VCALENDAR.')
  }
  const newest = new Map<string, Version>()
  const refused: CalcomListing['refused'] = []
  for (const { start, body } of meetingsIn(lines)) {
    const found = (name: string) => body.find((line) => line.name === name)
    const uid = firstUidOf(body)
    if (uid === null || found('RECURRENCE-ID')) continue
    const startTime = timeOf(found('DTSTART'))
    if (startTime === null) {
      refused.push({ line: start, reason: 'Its DTSTART is no time that can be read.' })
      continue
    }
    // A file may hold each version of a meeting.
    const sequence = Number(found('SEQUENCE')?.value ?? 0) || 0
    const repeats = repeating.some((name) => found(name))
    const version = {
      booking: bookingOf(uid, startTime, sequence > 0, body),
      sequence,
      start,
      repeats,
    }
    const other = newest.get(uid)
    if (!other || isNewer(version, other)) newest.set(uid, version)
  }
  const versions = [...newest.values()]
  for (const { start, repeats } of versions) {
    if (repeats) refused.push({ line: start, reason: repeated })
  }
  return {
    bookings: versions.filter(({ repeats }) => !repeats).map(({ booking }) => booking),
    refused: refused.toSorted((a, b) => a.line - b.line),
  }
}

type Version = { booking: CalcomBooking; sequence: number; start: number; repeats: boolean }

const repeating = ['RRULE', 'RDATE']
const repeated =
  'It is a series, and each of its bookings has a uid of its own in Cal.com. Compare it by the CSV or the API.'

function isNewer(version: Version, other: Version): boolean {
  if (version.sequence !== other.sequence) return version.sequence > other.sequence
  const [at, otherAt] = [version.booking.changedAt ?? '', other.booking.changedAt ?? '']
  return at === otherAt ? version.booking.startTime > other.booking.startTime : at > otherAt
}

function bookingOf(
  uid: string,
  startTime: Instant,
  wasChanged: boolean,
  body: IcsProperty[],
): CalcomBooking {
  const found = (name: string) => body.find((line) => line.name === name)
  const status = found('STATUS')?.value.trim().toUpperCase()
  const organizerEmail = emailOf(found('ORGANIZER'))
  const organizer = normaliseEmail(organizerEmail ?? '')
  const attendees = body
    .filter(({ name }) => name === 'ATTENDEE')
    .map((line) => ({ name: line.parameters.get('CN') ?? null, email: emailOf(line), phone: null }))
  return {
    ...{ uid, isFirstUid: true, wasChanged, previousUid: null, nextUid: null },
    ...{ startTime, seated: false },
    status: status === 'CANCELLED' ? 'cancelled' : status === 'TENTATIVE' ? 'pending' : 'accepted',
    endTime: timeOf(found('DTEND')),
    title: unescape(found('SUMMARY')?.value ?? '') || null,
    ...{ eventType: null, eventTypeId: null },
    attendees: attendees.filter(
      ({ email }) => organizer === null || normaliseEmail(email ?? '') !== organizer,
    ),
    organizerEmail,
    createdAt: timeOf(found('CREATED')),
    changedAt: timeOf(found('LAST-MODIFIED')) ?? timeOf(found('DTSTAMP')),
    cancellationReason: null,
  }
}

function unescape(text: string): string {
  return text
    .replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))
    .trim()
}

function emailOf(line: IcsProperty | undefined): string | null {
  return /^mailto:(.+)$/i.exec(line?.value.trim() ?? '')?.[1] ?? null
}

/** A DATE-TIME: in UTC with a Z, else in the zone that TZID names. Whole days are no bookings. */
function timeOf(line: IcsProperty | undefined): Instant | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/.exec(line?.value.trim() ?? '')
  if (!line || !parts) return null
  const [, year, month, day, hour, minute, second, utc] = parts
  const asUtc = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const zone = line.parameters.get('TZID')
  if (asUtc === null || utc === 'Z' || zone === undefined) return asUtc
  return inZone(asUtc, zone)
}

/** The instant at which clocks in `zone` show what `wall` says of UTC; null for a zone that is not known. */
function inZone(wall: Instant, zone: string): Instant | null {
  const format = formatIn(zone)
  if (format === null) return null
  const time = Date.parse(wall)
  // Once more, where the clocks change in between.
  const near = offsetAt(format, time - offsetAt(format, time))
  return new Date(time - near).toISOString()
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name ?? '') ?? []
  const amount = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? -amount : amount
}

// Making one takes far longer than asking it.
const formats = new Map<string, Intl.DateTimeFormat | null>()
const mostFormats = 600

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = makeFormat(timeZone)
  if (formats.size >= mostFormats) formats.clear()
  formats.set(timeZone, format)
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return null
  }
}
