import { createHash, randomBytes } from 'node:crypto'

import { sign } from '@solar-capture/core/signature'
import type { Connection } from '@solar-capture/db/connect'
import { addEndpoint, listEndpoints } from '@solar-capture/db/endpoints'
import { newId } from '@solar-capture/db/new-id'
import { listStages } from '@solar-capture/db/pipeline'
import { endpointSecrets, leads } from '@solar-capture/db/schema'
import { addUser } from '@solar-capture/db/users'
import { addWorkspace } from '@solar-capture/db/workspaces'

import type { Encryption } from './encryption.ts'

const secret = 'a-secret-for-tests-of-40-characters-1234'
const minute = 60_000
// Yesterday: older deliveries are held.
const start = Math.floor(Date.now() / minute) * minute - 24 * 60 * minute

export type Workspace = {
  id: string
  /** The public ids of its two endpoints, as they stand in their paths. */
  endpoints: [string, string]
}

export type Delivery = { body: Buffer; signature: string; fingerprint: string }

/** Makes a workspace with two endpoints and the leads that `deliveries` are about. */
export async function makeWorkspace(
  { db }: Pick<Connection, 'db'>,
  encryption: Encryption,
): Promise<Workspace> {
  const id = newId()
  const ownerId = newId()
  const publicIds: Workspace['endpoints'] = [newPublicId(), newPublicId()]
  const [endpointPublicId, publicId] = publicIds
  const now = new Date(start)
  await db.transaction(async (tx) => {
    const email = `${ownerId}@example.com`
    await addUser(tx, { id: ownerId, name: 'Ana Ortiz', email, passwordHash: '' }, now)
    const bodyKey = encryption.newBodyKey(id)
    await addWorkspace(tx, { id, name: 'Sunny Roofs', bodyKey, ownerId, endpointPublicId }, now)
    const second = { id: newId(), workspaceId: id, publicId, name: 'Second', createdAt: now }
    await addEndpoint(tx, second)
    const rows = await listEndpoints(tx, id)
    await tx.insert(endpointSecrets).values(
      rows.map(({ id: endpointId }) => ({
        ...encryption.sealSecret(secret, { endpointId, version: 1 }),
        ...{ endpointId, version: 1, status: 'current' as const, length: secret.length },
        fingerprint: encryption.fingerprintOf(secret),
      })),
    )
    const [first] = await listStages(tx, id)
    if (!first) throw new Error('A workspace has stages.')
    await tx.insert(leads).values(
      ['Ana', 'Ben', 'Cleo', 'Dev', 'Eli', 'Finn', 'Hana'].map((name) => ({
        ...{ workspaceId: id, id: newId(), name, email: emailOf(name), source: 'Website' },
        ...{ stageId: first.id, baseStageId: first.id, stageSetBy: 'user' as const },
        ...{ createdAt: now, updatedAt: now },
      })),
    )
  })
  return { id, endpoints: publicIds }
}

type Told = [what: string, name: string, uid: string, more?: Record<string, string>]

// Gus is no lead.
const told: Told[] = [
  ['CREATED', 'Ana', 'ana-1'],
  ['CREATED', 'Ben', 'ben-1'],
  ['CREATED', 'Gus', 'gus-1'],
  ['CREATED', 'Cleo', 'cleo-1'],
  ['RESCHEDULED', 'Ana', 'ana-2', { rescheduleUid: 'ana-1' }],
  ['REQUESTED', 'Eli', 'eli-1'],
  ['CREATED', 'Dev', 'dev-1'],
  ['CANCELLED', 'Ben', 'ben-1', { cancellationReason: 'No time', cancelledBy: 'Ben' }],
  ['RESCHEDULED', 'Ana', 'ana-3', { rescheduleUid: 'ana-2' }],
  ['CREATED', 'Eli', 'eli-1'],
  ['CREATED', 'Dev', 'dev-2'],
  ['RESCHEDULED', 'Gus', 'gus-2', { rescheduleUid: 'gus-1' }],
  ['CREATED', 'Hana', 'hana-1'],
  ['CANCELLED', 'Dev', 'dev-1'],
  ['PAID', 'Hana', 'hana-1'],
  ['RESCHEDULED', 'Cleo', 'cleo-2', { rescheduleUid: 'cleo-1' }],
  ['CANCELLED', 'Ana', 'ana-3'],
  ['CREATED', 'Finn', 'finn-1'],
]

/** What Cal.com sends about ten bookings, in the order of sending. */
export const deliveries: Delivery[] = told.map(([what, name, uid, more], index) => {
  const sentAt = start + (index + 1) * minute
  const startTime = sentAt + 10_000 * minute
  const person = { name, email: emailOf(name) }
  const payload = {
    ...{ uid, title: 'Site survey', eventTitle: 'Site survey', eventTypeId: 1 },
    startTime: new Date(startTime).toISOString(),
    endTime: new Date(startTime + 60 * minute).toISOString(),
    organizer: { name: 'Sam Rivers', email: 'sam@solar.example', timeZone: 'Europe/London' },
    attendees: [{ ...person, timeZone: 'Europe/London' }],
    responses: { name: { value: name }, email: { value: person.email } },
    ...more,
  }
  const createdAt = new Date(sentAt).toISOString()
  const body = Buffer.from(JSON.stringify({ triggerEvent: `BOOKING_${what}`, createdAt, payload }))
  const fingerprint = createHash('sha256').update(body).digest('hex')
  return { body, signature: sign(secret, body), fingerprint }
})

function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.com`
}

function newPublicId(): string {
  return randomBytes(16).toString('base64url')
}
