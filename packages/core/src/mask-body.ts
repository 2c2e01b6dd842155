import { asObject, isTooDeep } from './json-reader.ts'
import { maskText } from './mask.ts'

const hidden = '•••'

/** Fields whose text or number says nothing about a person; every other text or number of a body is masked. */
const harmless = new Set([
  ...[
    'triggerEvent',
    'createdAt',
    'uid',
    'bookingUid',
    'rescheduleUid',
    'iCalUID',
    'status',
    'type',
  ],
  ...['startTime', 'endTime', 'rescheduleStartTime', 'rescheduleEndTime', 'eventTitle', 'timeZone'],
  ...['locale', 'currency', 'schedulingType', 'timeFormat', 'appName', 'bookerUrl'],
  ...[
    'id',
    'eventTypeId',
    'bookingId',
    'organizationId',
    'rescheduleId',
    'length',
    'price',
    'utcOffset',
  ],
  ...[
    'seatsPerTimeSlot',
    'iCalSequence',
    'success',
    'failures',
    'version',
    'freq',
    'interval',
    'count',
  ],
])

/** What whoever booked wrote, or had passed on: also what is called like something harmless. */
const answers = new Set(['responses', 'userFieldsResponses', 'customInputs', 'metadata'])

// Cal.com passes the passwords of meetings on, and what it knows of a connected calendar.
const secretField = /^destinationCalendar$|password|passcode|secret|token/i

/**
 * The text of a body with everything masked that may be about a person, or is secret; dates, ids, kinds and what is
 * true or false stay. Null for what is no JSON, of which nothing can be told apart.
 */
export function maskBody(text: string): string | null {
  const json = parse(text)
  return json === undefined ? null : JSON.stringify(masked(json.value, '', false))
}

function masked(value: unknown, field: string, isAnswer: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one, field, isAnswer))
  const object = asObject(value)
  if (object) {
    const inside = isAnswer || answers.has(field)
    return changed(object, (inner, name) => [nameOf(name), masked(inner, name, inside)])
  }
  const isShown = harmless.has(field) && !isAnswer
  if (typeof value === 'string') {
    if (value === '') return value
    return isShown && !value.includes('@') ? value : maskText(value)
  }
  return typeof value === 'number' && !isShown ? hidden : value
}

// Also the names of fields can be written by whoever books.
function nameOf(field: string): string {
  return /^[\w .?-]{1,80}$/.test(field) ? field : hidden
}

/**
 * The text of a body for those who may see personal data: without passwords of meetings and what is secret of a
 * calendar, which nobody needs. `isExact` when there was nothing to take out, so that the text is what arrived.
 */
export function withoutSecrets(text: string): { text: string; isExact: boolean } {
  const json = parse(text)
  const left = json === undefined ? withoutWritten(text) : JSON.stringify(redacted(json.value))
  const isExact = json === undefined ? left === text : left === JSON.stringify(json.value)
  return { text: isExact ? text : left, isExact }
}

function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted)
  const object = asObject(value)
  if (!object) return value
  return changed(object, (inner, name) => [
    name,
    secretField.test(name) && inner !== null && inner !== '' ? hidden : redacted(inner),
  ])
}

// In what is no JSON, as JSON or a form would have written it.
function withoutWritten(text: string): string {
  return text.replaceAll(
    /((?:password|passcode|secret|token)\w{0,30}["']?\s{0,9}[:=]\s{0,9})("(?:[^"\\]|\\.){0,4000}"|[^\s,;&}]+)/gi,
    `$1${hidden}`,
  )
}

// Entries and not a spread: a field may be called `__proto__`.
function changed(
  object: Record<string, unknown>,
  change: (value: unknown, name: string) => [string, unknown],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => change(value, name)))
}

function parse(text: string): { value: unknown } | undefined {
  if (isTooDeep(text)) return undefined
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
