import { afterEach, beforeEach, expect, test } from 'vitest'

import { newId } from './new-id.ts'
import { createTestDatabase } from './testing.ts'
import { addUser } from './users.ts'
import { addWorkspace, findWorkspace } from './workspaces.ts'
import { listEncryptionKeys } from './wrapped-columns.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const now = new Date('2026-11-24T09:00:00.000Z')

async function addOwner(): Promise<string> {
  const id = newId()
  await addUser(
    database.db,
    { id, name: 'Ana', email: `${id}@example.com`, passwordHash: 'x' },
    now,
  )
  return id
}

async function addTo(ownerId: string, keyId: string, createdAt = now): Promise<string> {
  const id = newId()
  const bodyKey = Buffer.from(`${keyId}01abcdef`, 'hex')
  const workspace = { id, name: `Roofs ${keyId}`, bodyKey, ownerId, endpointPublicId: id }
  await database.db.transaction((tx) => addWorkspace(tx, workspace, createdAt))
  return id
}

test('a workspace is found by its id', async () => {
  const id = await addTo(await addOwner(), 'aaaaaaaa')
  expect(await findWorkspace(database.db, id)).toEqual({
    name: 'Roofs aaaaaaaa',
    leadCreation: [],
    requiresTotp: false,
  })
  expect(await findWorkspace(database.db, newId())).toBe(null)
})

test('the keys in use are those of the bodies and of the secrets, each once', async () => {
  expect(await listEncryptionKeys(database.db)).toEqual([])
  const ownerId = await addOwner()
  await addTo(ownerId, '0a1b2c3d')
  await addTo(ownerId, '0a1b2c3d')
  await addTo(ownerId, 'ffffffff')
  const [endpoint] = await database.sql<{ id: string }[]>`select id from endpoints limit 1`
  const secret = (version: number, keyId: string) => ({
    endpoint_id: endpoint?.id ?? '',
    version,
    status: 'retired',
    sealed: Buffer.from([1]),
    wrapped_key: Buffer.from(`${keyId}01`, 'hex'),
    key_id: keyId,
    length: 64,
    fingerprint: 'x',
  })
  for (const row of [secret(1, '0a1b2c3d'), secret(2, '12345678')]) {
    await database.sql`insert into endpoint_secrets ${database.sql(row)}`
  }
  const keys = await listEncryptionKeys(database.db)
  expect(keys.toSorted()).toEqual(['0a1b2c3d', '12345678', 'ffffffff'])
})
