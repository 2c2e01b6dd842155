import { readApiBookings } from '@solar-capture/core/reconcile-api'
import type { CalcomBooking, CalcomListing } from '@solar-capture/core/reconcile-source'

import { askPage, CalcomError, type CalcomAccess } from './calcom-pages.ts'
import type { Outgoing } from './outgoing.ts'

/** Where Cal.com's API is for everybody who does not host Cal.com. */
export const calcomApi = 'https://api.cal.com/v2'

/** Cal.com's API lists more of a time than is compared at once. */
export class CalcomTooMany extends CalcomError {
  override readonly name = 'CalcomTooMany'
}

const pageSize = 100
const states = ['upcoming', 'recurring', 'past', 'cancelled', 'unconfirmed'] as const
// Bookings that were never changed have no time of a change.
const marks = ['UpdatedAt', 'CreatedAt'] as const

/** How many bookings are listed at once, as long as not less is asked for. */
export const mostBookings = 10_000
// Of each query; a page may have fewer bookings than were asked for.
const mostPages = 200
const mib = 1024 * 1024
const mostBytes = 64 * mib
// What is kept, as JSON: more than 10,000 usual bookings have.
const mostKept = 16 * mib

export type Wanted = {
  from: Date
  /** Null asks up to now. */
  until: Date | null
  /** How long all of it may take, milliseconds. */
  patienceMs: number
  most?: number
  signal?: AbortSignal | undefined
}

/**
 * Lists the bookings that were made or changed after `from` and up to `until`, by Cal.com's API v2. Throws CalcomTooMany for more
 * than `most` of them, or more than 64 MiB; CalcomTooSlow when it takes longer than `patienceMs`, waits that Cal.com asks for
 * included; another CalcomError for what else is wrong; the reason of `signal` when that is aborted.
 */
export async function listCalcomBookings(
  outgoing: Outgoing,
  access: CalcomAccess,
  { from, until, patienceMs, most = mostBookings, signal }: Wanted,
): Promise<CalcomListing> {
  const patience = { untilMs: performance.now() + patienceMs, signal }
  const gathered = gather(most)
  for (const mark of marks) {
    const since = { [`after${mark}`]: from.toISOString() }
    const time = until === null ? since : { ...since, [`before${mark}`]: until.toISOString() }
    for (const status of states) {
      const cursors = new Set<string>()
      let cursor: string | null = null
      do {
        const filter = { ...time, status, limit: String(pageSize) }
        const query = cursor === null ? filter : { ...filter, cursor }
        const page = await askPage(outgoing, access, query, patience)
        gathered.add(page.bookings, page.bytes)
        cursor = page.cursor
        if (cursor !== null && (cursors.has(cursor) || cursors.size === mostPages - 1)) {
          throw new CalcomError(
            'Cal.com’s list of bookings does not come to an end: it has the same pages again, or too many. Try again later.',
          )
        }
        if (cursor !== null) cursors.add(cursor)
      } while (cursor !== null)
    }
  }
  return gathered.listing()
}

/** Asks for one booking to see whether a key works. Throws CalcomError. */
export async function tryCalcomKey(outgoing: Outgoing, access: CalcomAccess): Promise<void> {
  const patience = { untilMs: performance.now() + tryMs }
  await askPage(outgoing, access, { status: 'upcoming', limit: '1' }, patience)
}

const tryMs = 10_000

/** Takes pages in and keeps what is compared of them. */
function gather(most: number) {
  // A page may be answered while bookings change: one can come twice. As JSON, for a piece of a text would keep all of it.
  const found = new Map<string, string>()
  let bytes = 0
  let kept = 0
  return {
    add: (page: unknown[], size: number) => {
      bytes += size
      if (bytes > mostBytes) throw tooLarge()
      for (const value of page) {
        const read = readOne(value)
        const json = JSON.stringify(read)
        const key = typeof read === 'string' ? `refused ${uidOf(value) ?? found.size}` : read.uid
        kept += json.length - (found.get(key)?.length ?? 0)
        if (kept > mostKept) throw tooLarge()
        found.set(Buffer.from(key).toString(), json)
        if (found.size > most) {
          throw new CalcomTooMany(
            `Cal.com lists more than ${most.toLocaleString('en')} bookings of that time.`,
          )
        }
      }
    },
    listing: (): CalcomListing => {
      const listing: CalcomListing = { bookings: [], refused: [] }
      for (const [index, json] of [...found.values()].entries()) {
        // What `add` wrote.
        const one = JSON.parse(json) as CalcomBooking | string
        if (typeof one === 'string') listing.refused.push({ line: index + 1, reason: one })
        else listing.bookings.push(one)
      }
      return listing
    },
  }
}

/** A booking, or why it is none. */
function readOne(value: unknown): CalcomBooking | string {
  const { bookings, refused } = readApiBookings([value])
  return bookings[0] ?? refused[0]?.reason ?? ''
}

function uidOf(value: unknown): string | null {
  const isObject = typeof value === 'object' && value !== null
  const uid: unknown = isObject && 'uid' in value ? value.uid : null
  return typeof uid === 'string' && uid.length <= 255 ? uid : null
}

function tooLarge(): CalcomTooMany {
  return new CalcomTooMany('The bookings that Cal.com lists of that time are too large to compare.')
}
