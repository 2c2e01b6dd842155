import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { Role } from '@solar-capture/core/access'

import { newId } from './new-id.ts'
import { members, sessions, totps, workspaces } from './schema.ts'
import { findSessionStanding, showWorkspace } from './session-standing.ts'
import { createTestDatabase } from './testing.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let userId: string
let sessionId: string
const hour = 60 * 60 * 1_000
const ago = (hours: number) => new Date(Date.now() - hours * hour)

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  userId = newId()
  const email = `${userId}@x.example`
  await addUser(database.db, { id: userId, name: 'Bo', email, passwordHash: '-' }, ago(9))
  sessionId = await addSession({})
})

async function addSession(times: { expiresAt?: Date; createdAt?: Date }): Promise<string> {
  const id = newId()
  const row = { id, token: id, userId, expiresAt: ago(-1), ...times }
  await database.db.insert(sessions).values(row)
  return id
}

async function join(role: Role, createdAt: Date): Promise<string> {
  const { db } = database
  const ownerId = newId()
  const email = `${ownerId}@x.example`
  await addUser(db, { id: ownerId, name: 'O', email, passwordHash: '-' }, ago(9))
  const id = newId()
  const workspace = { id, name: 'W', bodyKey: new Uint8Array(4), ownerId, endpointPublicId: id }
  await addWorkspace(db, workspace, ago(9))
  await db.insert(members).values({ workspaceId: id, userId, role, createdAt })
  return id
}

const membershipNow = async () => (await findSessionStanding(database.db, sessionId))?.membership

test('a session shows the workspace that was chosen, else the one joined first', async () => {
  expect(await membershipNow()).toBe(null)
  const late = await join('agent', ago(1))
  const early = await join('owner', ago(2))
  expect(await membershipNow()).toEqual({ workspaceId: early, role: 'owner', needsTotp: false })
  expect(await showWorkspace(database.db, sessionId, late)).toBe(true)
  expect(await membershipNow()).toEqual({ workspaceId: late, role: 'agent', needsTotp: false })

  await database.db.delete(members).where(eq(members.workspaceId, late))
  expect(await membershipNow()).toMatchObject({ workspaceId: early })
})

test('a session cannot be made to show a workspace that its person is not in', async () => {
  const own = await join('viewer', ago(1))
  expect(await showWorkspace(database.db, sessionId, newId())).toBe(false)
  expect(await membershipNow()).toMatchObject({ workspaceId: own })
})

test.each([
  { what: 'its time is over', times: { expiresAt: ago(0.001) } },
  { what: 'the sign-in is seven days ago', times: { createdAt: ago(7 * 24 + 0.01) } },
])('a session has ended when $what', async ({ times }) => {
  await join('owner', ago(1))
  expect(await findSessionStanding(database.db, await addSession(times))).toBe(null)
})

test('a session goes on for just under seven days', async () => {
  const id = await addSession({ createdAt: ago(7 * 24 - 0.01) })
  expect(await findSessionStanding(database.db, id)).toMatchObject({ id, membership: null })
  expect(await findSessionStanding(database.db, newId())).toBe(null)
})

test.each([
  { role: 'owner', needed: true },
  { role: 'admin', needed: true },
  { role: 'agent', needed: false },
] as const)('where the second step is demanded, an $role needs it: $needed', async (given) => {
  const { db } = database
  const id = await join(given.role, ago(1))
  await db.update(workspaces).set({ requiresTotp: true }).where(eq(workspaces.id, id))
  expect(await membershipNow()).toMatchObject({ needsTotp: given.needed })
  await db.insert(totps).values({ userId, sealed: new Uint8Array(1) })
  expect(await membershipNow()).toMatchObject({ needsTotp: given.needed })
  await db
    .update(totps)
    .set({ confirmedAt: ago(0) })
    .where(eq(totps.userId, userId))
  expect(await membershipNow()).toMatchObject({ needsTotp: false })
})
