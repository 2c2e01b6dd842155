import { afterAll, beforeAll, expect, test } from 'vitest'

import type { AuditActor } from '@solar-capture/core/audit'

import { listAudit, recordAudit, recordAuditOfInstallation, recordAuditOfPerson } from './audit.ts'
import { newId } from './new-id.ts'
import { auditLog, members } from './schema.ts'
import { createTestDatabase } from './testing.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
const ana = newId()
const first = newId()
const second = newId()
const actor: AuditActor = { kind: 'user', id: ana, name: 'Ana', address: '192.0.2.1' }
const day = (n: number) => new Date(Date.UTC(2026, 10, n))

beforeAll(async () => {
  database = await createTestDatabase()
  const { db } = database
  await addUser(db, { id: ana, name: 'Ana', email: 'ana@x.example', passwordHash: '-' }, day(1))
  for (const [id, at] of [
    [second, day(3)],
    [first, day(2)],
  ] as const) {
    const workspace = { id, name: 'W', bodyKey: new Uint8Array(4), ownerId: ana }
    await addWorkspace(db, { ...workspace, endpointPublicId: id }, at)
  }
})
afterAll(() => database.close())

const actionsIn = async (workspaceId: string, filter = {}) => {
  const page = { filter, after: null, limit: 50 }
  return (await listAudit(database.db, workspaceId, page)).map(({ action }) => action)
}

test('the latest is listed first, by page, group, person and time', async () => {
  const { db } = database
  const target = { id: null, name: 'bo@x.example' }
  await recordAudit(db, second, { action: 'member_invited', actor, target }, day(4))
  await recordAudit(db, second, { action: 'role_changed', actor }, day(5))
  const nobody: AuditActor = { kind: 'stranger', id: null, name: null, address: null }
  await recordAudit(db, second, { action: 'sign_in_failed', actor: nobody }, day(6))

  expect(await actionsIn(second)).toEqual(['sign_in_failed', 'role_changed', 'member_invited'])
  expect(await actionsIn(second, { actions: ['role_changed'] })).toEqual(['role_changed'])
  expect(await actionsIn(second, { actorId: ana, to: day(5) })).toEqual(['member_invited'])
  expect(await actionsIn(second, { from: day(6) })).toEqual(['sign_in_failed'])
  expect(await actionsIn(first)).toEqual([])

  const [latest] = await listAudit(db, second, { filter: {}, after: null, limit: 1 })
  const rest = await listAudit(db, second, { filter: {}, after: latest?.id ?? null, limit: 9 })
  expect(rest.map(({ action }) => action)).toEqual(['role_changed', 'member_invited'])
  expect(rest[1]).toMatchObject({ targetName: 'bo@x.example', actorName: 'Ana', at: day(4) })
})

test("a person's own doings are told where they belong, and the installation's where it began", async () => {
  await recordAuditOfPerson(database.db, ana, { action: 'password_changed', actor }, day(7))
  const system: AuditActor = { kind: 'system', id: null, name: null, address: null }
  await recordAuditOfInstallation(database.db, { action: 'started', actor: system }, day(8))
  expect(await actionsIn(first)).toEqual(['started', 'password_changed'])
  expect((await actionsIn(second))[0]).toBe('password_changed')
})

test.each([
  'update audit_log set actor_name = null',
  'delete from audit_log',
  'truncate audit_log',
])('nothing in the log can be changed: %s', async (statement) => {
  await expect(database.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  expect(await database.db.$count(auditLog)).toBeGreaterThan(3)
  expect(await database.db.$count(members)).toBe(2)
})
