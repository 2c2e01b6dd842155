import { createHash } from 'node:crypto'

import type { BookingEvent } from '@solar-capture/core/booking-event'
import { anEvent } from '@solar-capture/core/stored-events.testing'

import type { Arrival } from './arrival.ts'
import { addEndpoint } from './endpoints.ts'
import { addLead } from './lead-writes.ts'
import { newId } from './new-id.ts'
import { users } from './schema.ts'
import type { createTestDatabase } from './testing.ts'
import { addWorkspace } from './workspaces.ts'

type Database = Awaited<ReturnType<typeof createTestDatabase>>
/** Where and when something arrives. */
type Place = { workspaceId: string; endpointId: string; now: Date }

/** A workspace with an endpoint that deliveries can be of. */
export async function addPlace({ db }: Pick<Database, 'db'>, now: Date): Promise<Place> {
  const [workspaceId, endpointId, ownerId] = [newId(), newId(), newId()]
  await db.insert(users).values({ id: ownerId, name: 'Ana', email: `${ownerId}@acme.example` })
  const workspace = { id: workspaceId, name: 'Sunny', ownerId, bodyKey: Buffer.alloc(8) }
  await addWorkspace(db, { ...workspace, endpointPublicId: newId() }, now)
  await addEndpoint(db, {
    ...{ id: endpointId, workspaceId, publicId: newId(), name: 'Cal.com Leeds', createdAt: now },
  })
  return { workspaceId, endpointId, now }
}

/** A delivery of a person by that name, `<name>@acme.example`, about a booking of theirs. */
export function arrivalOf(
  { workspaceId, endpointId, now }: Place,
  name: string,
  some: Partial<BookingEvent> = {},
): Arrival {
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

/** Leads that are found by the emails of `arrivalOf`, and their ids in that order. */
export async function addLeads(
  { db }: Pick<Database, 'db'>,
  { workspaceId, now }: Pick<Place, 'workspaceId' | 'now'>,
  names: string[],
): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const lead = { name, email: `${name}@acme.example`, phone: null, postcode: null, address: null }
    const actor = { kind: 'user' as const, name: 'Ana' }
    ids.push(await addLead(db, { ...lead, source: 'Website' }, { workspaceId, actor, now }))
  }
  return ids
}
