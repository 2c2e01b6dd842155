import { createHash } from 'node:crypto'

/** A JSON value, or a part of one. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }

/** Which booking another body is about: its identity and its times. */
export type BookingRef = Record<'uid' | 'bookingId' | 'startTime' | 'endTime', Json>

const week = 7 * 24 * 3_600_000
// Before everything in the fixtures, and the same for all of them, so that all move by the same number of weeks.
const fixturesBegin = Date.parse('2026-11-16T00:00:00Z')
const uidKeys = ['uid', 'bookingUid', 'rescheduleUid']
const meetingTimes = ['startTime', 'endTime', 'rescheduleStartTime', 'rescheduleEndTime']
const timeText = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/**
 * The body as Cal.com would send it `now`: sent (`createdAt`) now, and its meeting moved by whole weeks, so that
 * day of the week, time of day and notation stay and it is still to come. A MEETING_STARTED or MEETING_ENDED starts
 * or ends now. With `email`, the booker's address becomes that one everywhere, and
 * the booking one of that person's; with `booking`, the body
 * is about that booking. Text that is no JSON object comes back as it is.
 */
export function redate(
  text: string,
  { now, email, booking }: { now: Date; email?: string; booking?: BookingRef },
): string {
  const body = parse(text)
  if (!body) return text
  const payload = payloadOf(body)
  if (booking) Object.assign(payload, booking)
  const shift = shiftOf(body, now)
  const flat = payload === body
  const redated = mapStrings(body, (value, key) =>
    meetingTimes.includes(key) || (flat && key === 'createdAt') ? shiftTime(value, shift) : value,
  )
  if (!flat && typeof body['createdAt'] === 'string') redated['createdAt'] = now.toISOString()
  const booker = bookerOf(payload)
  const result =
    email && booker
      ? mapStrings(redated, (value, key) =>
          uidKeys.includes(key)
            ? uidFor(value, email)
            : value.replaceAll(pattern(booker), () => email),
        )
      : redated
  return JSON.stringify(result)
}

// Another person's booking is another booking; the same person's deliveries go on being about one.
function uidFor(uid: string, email: string): string {
  return createHash('sha256')
    .update(`${uid} ${email.toLowerCase()}`)
    .digest('base64url')
    .slice(0, 22)
}

/** The booking that a body is about, to be handed to `redate` for another one; null when it names none. */
export function bookingOf(text: string): BookingRef | null {
  const body = parse(text)
  const { uid, bookingId, startTime, endTime } = body ? payloadOf(body) : {}
  if (typeof uid !== 'string' || bookingId === undefined) return null
  return { uid, bookingId, startTime: startTime ?? null, endTime: endTime ?? null }
}

function shiftOf(body: JsonObject, now: Date): number {
  const trigger = body['triggerEvent']
  const started = trigger === 'MEETING_STARTED'
  if (started || trigger === 'MEETING_ENDED') {
    const time = payloadOf(body)[started ? 'startTime' : 'endTime']
    if (typeof time === 'string' && timeText.test(time)) return now.getTime() - Date.parse(time)
  }
  return Math.max(0, Math.floor((now.getTime() - fixturesBegin) / week)) * week
}

/** The same time of day with the same notation, `shift` milliseconds later; other text as it is. */
function shiftTime(text: string, shift: number): string {
  const [, local, fraction = '', zone = ''] = timeText.exec(text) ?? []
  if (local === undefined) return text
  return new Date(Date.parse(`${local}Z`) + shift).toISOString().slice(0, 19) + fraction + zone
}

// responses.email is another person's where a seat was cancelled; attendees begin with a host at times.
function bookerOf(payload: JsonObject): string | null {
  const people = Array.isArray(payload['attendees']) ? payload['attendees'] : []
  const emails = people.map((person) => (isObject(person) ? person['email'] : null))
  const responses = isObject(payload['responses']) ? payload['responses'] : {}
  const answer = isObject(responses['email']) ? responses['email']['value'] : responses['email']
  const booker = emails.length === 0 || emails.includes(answer ?? null) ? answer : emails[0]
  return typeof booker === 'string' && booker !== '' ? booker : null
}

function pattern(email: string): RegExp {
  return new RegExp(email.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'gi')
}

function payloadOf(body: JsonObject): JsonObject {
  return isObject(body['payload']) ? body['payload'] : body
}

function mapStrings(value: JsonObject, change: (text: string, key: string) => string): JsonObject {
  const changed = (part: Json, key: string): Json => {
    if (typeof part === 'string') return change(part, key)
    if (Array.isArray(part)) return part.map((item) => changed(item, key))
    return isObject(part) ? mapStrings(part, change) : part
  }
  // `fromEntries` keeps a key called __proto__ a key.
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changed(part, key)]))
}

function parse(text: string): JsonObject | null {
  try {
    // What JSON.parse answers is JSON.
    const value = JSON.parse(text) as Json
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
