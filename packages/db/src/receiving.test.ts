import { createHash } from 'node:crypto'

import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { BookingEvent } from '@solar-capture/core/booking-event'
import { anEvent } from '@solar-capture/core/stored-events.testing'

import type { Arrival } from './arrival.ts'
import { addEndpoint } from './endpoints.ts'
import { addLead } from './lead-writes.ts'
import { newId } from './new-id.ts'
import { receive } from './receiving.ts'
import * as schema from './schema.ts'
import { createTestDatabase } from './testing.ts'
import { addWorkspace } from './workspaces.ts'

const now = new Date('2026-11-20T10:00:01Z')
const [workspaceId, endpointId] = [newId(), newId()]
const statements: string[] = []
let database: Awaited<ReturnType<typeof createTestDatabase>>
let counting: postgres.Sql

beforeAll(async () => {
  database = await createTestDatabase()
  const { db } = database
  const ownerId = newId()
  await db.insert(schema.users).values({ id: ownerId, name: 'Ana', email: 'ana@example.com' })
  const workspace = { id: workspaceId, name: 'Sunny', ownerId, bodyKey: Buffer.alloc(8) }
  await addWorkspace(db, { ...workspace, endpointPublicId: 'first' }, now)
  await addEndpoint(db, {
    ...{ id: endpointId, workspaceId, publicId: 'second', name: 'Cal.com', createdAt: now },
  })
  counting = postgres(database.url, {
    max: 1,
    fetch_types: false,
    debug: (_connection, query) => void statements.push(query),
  })
})
afterAll(async () => {
  await counting.end()
  await database.close()
})

/** A delivery of a person that nobody else in this file is. */
function arrivalOf(name: string, some: Partial<BookingEvent> = {}): Arrival {
  const person = { email: `${name}@acme.example`, phone: null, name, timeZone: null }
  const given = { uid: `uid-${name}`, responder: person, attendees: [person], ...some }
  const { event } = anEvent(given)
  const body = Buffer.from(JSON.stringify(event))
  return {
    delivery: {
      ...{ workspaceId, id: newId(), endpointId, receivedAt: now, sentAt: now },
      ...{ triggerEvent: event.trigger, verdict: 'valid', secretVersion: null, heldReason: null },
      ...{ outcome: 'unmatched', cause: null, effect: null, body, size: body.length },
      fingerprint: createHash('sha256').update(body).digest(),
      ...{ leadId: null, bookingId: null, duplicates: 0, lastDuplicateAt: null, durationMs: 0 },
      ...{ attempts: 1, retryAt: null },
    },
    event,
    isAgain: false,
    at: now,
    elapsedMs: () => 1,
  }
}

async function addLeads(names: string[]) {
  for (const name of names) {
    const lead = { name, email: `${name}@acme.example`, phone: null, postcode: null, address: null }
    const actor = { kind: 'user' as const, name: 'Ana' }
    await addLead(database.db, { ...lead, source: 'Website' }, { workspaceId, actor, now })
  }
}

async function statementsFor(arrivals: Arrival[]): Promise<string[]> {
  statements.length = 0
  const { receipts } = await receive(drizzle(counting, { schema }), workspaceId, arrivals)
  expect(receipts.map((one) => one.kind === 'recorded' && one.outcome)).toEqual(
    arrivals.map(() => 'applied'),
  )
  return [...statements]
}

test('the same statements are sent for one delivery and for 64', async () => {
  const names = Array.from({ length: 64 }, (_, index) => `many${index}`)
  await addLeads(['alone', ...names])
  const one = await statementsFor([arrivalOf('alone')])
  const many = await statementsFor(names.map((name) => arrivalOf(name)))
  expect(many).toEqual(one)
  // begin; locks, what is reached, what came before; all that is written; commit
  expect(one).toHaveLength(6)
})

test('a body that comes three times in one batch is kept once, and the others are counted', async () => {
  await addLeads(['thrice'])
  const { receipts } = await receive(database.db, workspaceId, [
    arrivalOf('thrice'),
    arrivalOf('thrice'),
    { ...arrivalOf('thrice'), at: new Date(now.getTime() + 5_000) },
  ])
  expect(receipts.map((one) => one.kind === 'recorded' && one.outcome)).toEqual([
    ...['applied', 'duplicate', 'duplicate'],
  ])
  const [first] = receipts
  expect(new Set(receipts.map((one) => one.kind === 'recorded' && one.id)).size).toBe(1)
  const stored = await database.sql`
    select duplicates, last_duplicate_at as last from deliveries
    where id = ${first?.kind === 'recorded' ? first.id : ''}`
  expect(stored).toEqual([{ duplicates: 2, last: expect.anything() }])
  await receive(database.db, workspaceId, [arrivalOf('thrice')])
  const [{ duplicates } = {}] = await database.sql`
    select duplicates from deliveries where id = ${first?.kind === 'recorded' ? first.id : ''}`
  expect(duplicates).toBe(3)
})

test('both halves of a chain in one batch end as one after the other', async () => {
  await addLeads(['together', 'apart'])
  const halves = (name: string) => [
    arrivalOf(name, {
      ...{ uid: `${name}-2`, rescheduleUid: `${name}-1`, trigger: 'BOOKING_RESCHEDULED' },
      ...{ sentAt: '2026-11-20T11:00:00.000Z', startTime: '2026-12-02T15:00:00.000Z' },
    }),
    arrivalOf(name, { uid: `${name}-1` }),
  ]
  await receive(database.db, workspaceId, halves('together'))
  for (const half of halves('apart').toReversed()) await receive(database.db, workspaceId, [half])
  const bookings = await database.sql`
    select status, start_time, reschedule_count, (
      select array_agg(right(uid, 2) order by position) from booking_uids where booking_id = bookings.id
    ) as uids
    from bookings join leads on leads.id = lead_id where leads.name in ('together', 'apart')`
  expect(bookings).toHaveLength(2)
  expect(bookings[0]).toEqual(bookings[1])
  expect(bookings[0]).toMatchObject({ reschedule_count: 1, uids: ['-1', '-2'] })
})
