import { createCsvReader, guessDelimiter, rearm } from './csv.ts'
import { parseInstant, type Instant } from './instant.ts'
import {
  NoListing,
  type CalcomBooking,
  type CalcomListing,
  type CalcomStatus,
} from './reconcile-source.ts'

type Cells = (column: string) => string

const needed = ['uid', 'startTime', 'timeStatus']

/**
 * Reads the CSV that Cal.com's Insights page makes of bookings (Insights → Download → bookings). Columns after Cal.com's
 * `csvDataTransformer.ts`: `uid`, `title`, `createdAt`, `timeStatus`, `eventTypeId`, `startTime`, `endTime`, `userEmail`, and for
 * each attendee `attendee1` ("Name (email)") and `attendeePhone1`; their order does not matter, others are left alone. Throws
 * `NoListing` for another file.
 */
export function readBookingsCsv(text: string): CalcomListing {
  const plain = text.replace(/^\uFEFF/, '')
  const reader = createCsvReader(guessDelimiter(plain.slice(0, 20_000)))
  const [header = [], ...rows] = [...reader.push(plain), ...reader.end()]
  // Cal.com puts its own columns first; a custom question may be called as one of them.
  const columns = new Map(header.map((name, index) => [keyOf(name), index] as const).toReversed())
  const missing = needed.filter((name) => !columns.has(keyOf(name)))
  if (missing.length > 0) {
    throw new NoListing(
      `This is no list of bookings from Cal.com: it has no ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')}. In Cal.com, open Insights and download the raw data.`,
    )
  }
  const listing: CalcomListing = { bookings: [], refused: [] }
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue
    const cells: Cells = (column) => rearm((row[columns.get(keyOf(column)) ?? -1] ?? '').trim())
    const read = readRow(cells)
    // The header is line 1.
    if (typeof read === 'string') listing.refused.push({ line: index + 2, reason: read })
    else listing.bookings.push(read)
  }
  return listing
}

function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
}

// What Cal.com's view `BookingTimeStatus` calls them.
const statuses = new Map<string, CalcomStatus>(
  Object.entries({
    upcoming: 'accepted',
    completed: 'accepted',
    uncompleted: 'accepted',
    accepted: 'accepted',
    pending: 'pending',
    unconfirmed: 'pending',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    rejected: 'rejected',
    rescheduled: 'moved',
  } as const),
)

function readRow(cells: Cells): CalcomBooking | string {
  const uid = cells('uid')
  if (uid === '') return 'It has no uid, so it cannot be compared.'
  if (uid.length > 255) return 'Its uid is longer than 255 characters.'
  const startTime = instantOf(cells('startTime'))
  if (startTime === null) return 'Its startTime is no time that Cal.com writes.'
  const status = statuses.get(cells('timeStatus').toLowerCase())
  if (!status) return `Its timeStatus “${cells('timeStatus').slice(0, 40)}” is not known.`
  const eventTypeId = Number(cells('eventTypeId'))
  return {
    ...{ uid, isFirstUid: false, wasChanged: false, previousUid: null, nextUid: null },
    ...{ status, startTime, seated: false },
    endTime: instantOf(cells('endTime')),
    title: cells('title') || null,
    eventType: cells('eventTypeTitle') || null,
    eventTypeId: Number.isSafeInteger(eventTypeId) && eventTypeId > 0 ? eventTypeId : null,
    attendees: attendeesOf(cells),
    organizerEmail: cells('userEmail') || null,
    createdAt: instantOf(cells('createdAt')),
    changedAt: null,
    cancellationReason: cells('cancellationReason') || null,
  }
}

const mostAttendees = 1_100

function attendeesOf(cells: Cells): CalcomBooking['attendees'] {
  const found: CalcomBooking['attendees'] = []
  for (let number = 1; number <= mostAttendees; number++) {
    const text = cells(`attendee${number}`)
    if (text === '') break
    // A name may hold brackets of its own.
    const [, name = '', email = ''] = /^(.*)\(([^()\s]+@[^()\s]+)\)$/s.exec(text) ?? []
    const isPlain = email === '' && /^[^\s()]+@[^\s()]+$/.test(text)
    found.push({
      name: (email === '' && !isPlain ? text : name.trim()) || null,
      email: email || (isPlain ? text : null),
      phone: cells(`attendeePhone${number}`) || null,
    })
  }
  return found
}

/** A time as Cal.com writes it, or as a spreadsheet saves that again, without zone: then it is UTC. */
function instantOf(text: string): Instant | null {
  const direct = parseInstant(text)
  if (direct !== null || text === '') return direct
  const [, date, time] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(text) ?? []
  return date === undefined || time === undefined ? null : parseInstant(`${date}T${time}Z`)
}
