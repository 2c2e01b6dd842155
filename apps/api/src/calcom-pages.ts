import { setTimeout as sleep } from 'node:timers/promises'

import { OutgoingError, type Answer, type Outgoing } from './outgoing.ts'

/** How Cal.com's API is asked. */
export type CalcomAccess = { baseUrl: string; key: string }

/** An error for the admin: why Cal.com's API did not list bookings. */
export class CalcomError extends Error {
  override readonly name: string = 'CalcomError'
}

/** Cal.com's API did not list all of them within the time that there was. */
export class CalcomTooSlow extends CalcomError {
  override readonly name = 'CalcomTooSlow'
}

/** What Cal.com's API answered: some bookings as they came, the cursor that leads on, and how much it was. */
export type CalcomPage = { bookings: unknown[]; cursor: string | null; bytes: number }

/** Until when Cal.com's API is asked, by `performance.now()`, and what ends that sooner. */
export type Patience = { untilMs: number; signal?: AbortSignal | undefined }

// Cal.com's, of 2026-05: pages by a cursor, 100 bookings at most.
const version = '2026-05-01'
const mostOnPage = 1_000
const longestCursor = 1_000
const mostAttempts = 3

/**
 * Asks for a page of bookings. Where Cal.com asks to wait, it waits, up to the end of its patience. Throws CalcomError, and
 * CalcomTooSlow at that end; the reason of the signal when that is aborted.
 */
export async function askPage(
  outgoing: Outgoing,
  { baseUrl, key }: CalcomAccess,
  query: Record<string, string>,
  patience: Patience,
): Promise<CalcomPage> {
  const url = `${baseUrl}/bookings?${new URLSearchParams(query).toString()}`
  const headers = {
    ...{ authorization: `Bearer ${key}`, 'cal-api-version': version },
    ...{ accept: 'application/json', 'user-agent': 'Solar-Capture' },
  }
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(outgoing, { url, headers }, patience)
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
  { url, headers }: { url: string; headers: Record<string, string> },
  { untilMs, signal }: Patience,
): Promise<Answer> {
  signal?.throwIfAborted()
  const leftMs = Math.ceil(untilMs - performance.now())
  if (leftMs <= 0) throw tooSlow()
  const inTime = AbortSignal.timeout(leftMs)
  try {
    return await outgoing.get(url, headers, signal ? AbortSignal.any([inTime, signal]) : inTime)
  } catch (error) {
    signal?.throwIfAborted()
    if (inTime.aborted) throw tooSlow()
    if (error instanceof OutgoingError) throw new CalcomError(error.message, { cause: error })
    throw error
  }
}

function readPage(body: string): CalcomPage {
  const { data, pagination } = asObject(parse(body))
  if (!Array.isArray(data) || data.length > mostOnPage) throw unreadable()
  const { nextCursor, hasMore } = asObject(pagination)
  const cursor = hasMore === false ? null : (nextCursor ?? null)
  if (cursor !== null && typeof cursor !== 'string' && typeof cursor !== 'number')
    throw unreadable()
  const text = cursor === null ? null : String(cursor)
  if (text !== null && text.length > longestCursor) throw unreadable()
  return { bookings: data, cursor: text, bytes: Buffer.byteLength(body) }
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

function unreadable(): CalcomError {
  return new CalcomError(
    'Cal.com answered something else than a list of bookings. Try again later.',
  )
}

function tooSlow(): CalcomTooSlow {
  return new CalcomTooSlow('Cal.com took too long to list its bookings. Try again later.')
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
