import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A booking as the stand-in keeps it: what API v2 answers, field by field as its documentation has it. */
export type StoredBooking = ReturnType<typeof calcomBooking>

/** Makes a booking of Cal.com's API v2 (version 2026-05-01). */
export function calcomBooking(change: {
  uid: string
  email: string
  start: string
  createdAt: string
  status?: 'accepted' | 'pending' | 'cancelled' | 'rejected'
  updatedAt?: string | null
  rescheduledFromUid?: string
  rescheduledToUid?: string
  cancellationReason?: string
}) {
  const { uid, email, start } = change
  return {
    ...{ id: 1, title: 'Survey', description: '', status: 'accepted', duration: 60 },
    hosts: [{ id: 1, name: 'Sam', email: 'sam@solar.example', username: 'sam', timeZone: 'UTC' }],
    ...{ end: start, eventType: { id: 12, slug: 'survey' }, location: 'integrations:daily' },
    ...{ absentHost: false, updatedAt: null, metadata: {}, icsUid: `${uid}@Cal.com`, guests: [] },
    attendees: [
      { name: email.split('@')[0], email, displayEmail: email, timeZone: 'UTC', absent: false },
    ],
    bookingFieldsResponses: { name: email.split('@')[0], email },
    ...change,
  }
}

const stateOf = (booking: StoredBooking, now: string): string => {
  if (booking.status === 'pending') return 'unconfirmed'
  if (booking.status !== 'accepted') return 'cancelled'
  return booking.start > now ? 'upcoming' : 'past'
}

/** Answers in the place of the stand-in; true when it did. */
export type Misbehaviour = (query: URLSearchParams, response: ServerResponse) => boolean

function isBetween(time: string | null, from: string, until = '9999'): boolean {
  return time !== null && time > from && time <= until
}

/**
 * Starts a server that answers `GET /v2/bookings` as Cal.com's does: the key and the version are needed, a page has at most 100,
 * a cursor leads on. `answers` are given before anything else, each once; `misbehave` answers in its place where it does.
 */
export async function startCalcomApi(options: { key: string; now: () => Date }) {
  const bookings: StoredBooking[] = []
  const answers: { status: number; headers?: Record<string, string>; body?: string }[] = []
  const asked: URLSearchParams[] = []
  const tricks: { misbehave: Misbehaviour | null } = { misbehave: null }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://calcom')
    const say = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body))
    asked.push(url.searchParams)
    if (tricks.misbehave?.(url.searchParams, response) === true) return
    const next = answers.shift()
    if (next) return void say(next.status, next.body ?? '{}', next.headers)
    if (url.pathname !== '/v2/bookings' || request.headers['cal-api-version'] !== '2026-05-01') {
      return void say(404, { status: 'error' })
    }
    if (request.headers.authorization !== `Bearer ${options.key}`) {
      return void say(401, { status: 'error', error: { code: 'UnauthorizedException' } })
    }
    const query = url.searchParams
    const limit = Number(query.get('limit') ?? 50)
    if (!(limit >= 1 && limit <= 100)) return void say(400, { status: 'error' })
    const now = options.now().toISOString()
    const updated = query.get('afterUpdatedAt')
    const created = query.get('afterCreatedAt')
    const [updatedUntil, createdUntil] = ['beforeUpdatedAt', 'beforeCreatedAt'].map(
      (name) => query.get(name) ?? '9999',
    )
    const found = bookings.filter(
      (booking) =>
        stateOf(booking, now) === query.get('status') &&
        (updated === null || isBetween(booking.updatedAt, updated, updatedUntil)) &&
        (created === null || isBetween(booking.createdAt, created, createdUntil)),
    )
    const from = Number(query.get('cursor') ?? 0)
    const hasMore = from + limit < found.length
    const pagination = { nextCursor: hasMore ? String(from + limit) : null, hasMore }
    say(200, { status: 'success', data: found.slice(from, from + limit), pagination })
  }

  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v2`,
    bookings,
    answers,
    asked,
    tricks,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
