import { setTimeout as sleep } from 'node:timers/promises'

import { readApiBookings } from '@solar-capture/core/reconcile-api'
import type { CalcomListing } from '@solar-capture/core/reconcile-source'

import { OutgoingError, type Answer, type Outgoing } from './outgoing.ts'

/** Where Cal.com's API is for everybody who does not host Cal.com. */
export const calcomApi = 'https://api.cal.com/v2'

/** How Cal.com's API is asked. */
export type CalcomAccess = { baseUrl: string; key: string }

/** An error for the admin: why Cal.com's API did not list bookings. */
export class CalcomError extends Error {
  override readonly name = 'CalcomError'
}

// Cal.com's, of 2026-05: pages by a cursor, 100 bookings at most.
const version = '2026-05-01'
const pageSize = 100
const mostBookings = 10_000
const states = ['upcoming', 'recurring', 'past', 'cancelled', 'unconfirmed'] as const
// Bookings that were never changed have no time of a change.
const marks = ['afterUpdatedAt', 'afterCreatedAt'] as const
const mostAttempts = 3

/**
 * Lists the bookings that were made or changed after `since`, by Cal.com's API v2. Where Cal.com asks to wait, it waits, but no
 * longer than `patienceMs` in all. Throws CalcomError; the reason of `signal` when that is aborted.
 */
export async function listCalcomBookings(
  outgoing: Outgoing,
  access: CalcomAccess,
  { since, patienceMs, signal }: { since: Date; patienceMs: number; signal?: AbortSignal },
): Promise<CalcomListing> {
  const patience = { untilMs: performance.now() + patienceMs, signal }
  const found = new Map<string, unknown>()
  for (const mark of marks) {
    for (const status of states) {
      let cursor: string | null = null
      do {
        const filter = { [mark]: since.toISOString(), status, limit: String(pageSize) }
        const page = await askPage(
          outgoing,
          access,
          { ...filter, ...(cursor === null ? {} : { cursor }) },
          patience,
        )
        // A page may be answered while bookings change: one can come twice.
        for (const booking of page.bookings)
          found.set(uidOf(booking) ?? `nameless ${found.size}`, booking)
        if (found.size > mostBookings) {
          throw new CalcomError(
            `Cal.com lists more than ${mostBookings} bookings of that time. Choose fewer days.`,
          )
        }
        if (page.cursor !== null && page.cursor === cursor) throw unreadable()
        cursor = page.cursor
      } while (cursor !== null)
    }
  }
  return readApiBookings([...found.values()])
}

/** Asks for one booking to see whether a key works. Throws CalcomError. */
export async function tryCalcomKey(outgoing: Outgoing, access: CalcomAccess): Promise<void> {
  const patience = { untilMs: performance.now() }
  await askPage(outgoing, access, { status: 'upcoming', limit: '1' }, patience)
}

type Page = { bookings: unknown[]; cursor: string | null }

async function askPage(
  outgoing: Outgoing,
  { baseUrl, key }: CalcomAccess,
  query: Record<string, string>,
  patience: { untilMs: number; signal?: AbortSignal | undefined },
): Promise<Page> {
  const url = `${baseUrl}/bookings?${new URLSearchParams(query).toString()}`
  const headers = {
    ...{ authorization: `Bearer ${key}`, 'cal-api-version': version },
    ...{ accept: 'application/json', 'user-agent': 'Solar-Capture' },
  }
  for (let attempt = 1; ; attempt += 1) {
    patience.signal?.throwIfAborted()
    const answer = await ask(outgoing, url, headers)
    if (answer.status === 200) return readPage(answer.body)
    const waitMs = waitOf(answer, attempt)
    const isTemporary = answer.status === 429 || answer.status >= 500
    const isPatient = performance.now() + waitMs <= patience.untilMs
    if (!isTemporary || attempt === mostAttempts || !isPatient) {
      throw new CalcomError(problemOf(answer.status))
    }
    await sleep(waitMs, undefined, { signal: patience.signal })
  }
}

async function ask(
  outgoing: Outgoing,
  url: string,
  headers: Record<string, string>,
): Promise<Answer> {
  try {
    return await outgoing.get(url, headers)
  } catch (error) {
    if (error instanceof OutgoingError) throw new CalcomError(error.message, { cause: error })
    throw error
  }
}

function readPage(body: string): Page {
  const { data, pagination } = asObject(parse(body))
  if (!Array.isArray(data)) throw unreadable()
  const { nextCursor, hasMore } = asObject(pagination)
  const cursor = hasMore === false ? null : (nextCursor ?? null)
  if (cursor !== null && typeof cursor !== 'string' && typeof cursor !== 'number')
    throw unreadable()
  return { bookings: data, cursor: cursor === null ? null : String(cursor) }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw unreadable()
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function uidOf(booking: unknown): string | null {
  const { uid } = asObject(booking)
  return typeof uid === 'string' ? uid : null
}

function unreadable(): CalcomError {
  return new CalcomError(
    'Cal.com answered something else than a list of bookings. Try again later.',
  )
}

function problemOf(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `Cal.com refuses the API key (${status}). It may be expired, revoked or of another Cal.com: make a new one there and save it here.`
    case 404:
      return 'There is no API v2 of Cal.com at that address (404).'
    case 429:
      return 'Cal.com was asked too often with this API key (429). Try again in a minute.'
    default:
      return `Cal.com answered ${status}. Try again later.`
  }
}

/** How long to wait before asking again, milliseconds: what Cal.com says, or a little longer each time. */
function waitOf({ headers }: Answer, attempt: number): number {
  const told = Object.entries(headers).find(
    ([name]) => name === 'retry-after' || name.startsWith('x-ratelimit-reset'),
  )
  const value = told === undefined ? Number.NaN : Number(told[1])
  if (!Number.isFinite(value) || value < 0) return 1_000 * 2 ** (attempt - 1)
  // Seconds; or the time itself, in seconds or milliseconds.
  if (value < 1e6) return value * 1_000
  return Math.max(0, (value < 1e11 ? value * 1_000 : value) - Date.now())
}
