import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'
import { addApiKey } from '@solar-capture/db/api-keys'
import { newId } from '@solar-capture/db/new-id'
import { createTestDatabase } from '@solar-capture/db/testing'

import { newApiKey } from './api-key.ts'
import { createEncryption } from './encryption.ts'
import {
  bundleProgram,
  post,
  startServer,
  type Program,
  type Server,
} from './killed-process-server.testing.ts'
import { makeWorkspace } from './killed-process-workspace.testing.ts'

const revocations = 200
const encryptionKey = randomBytes(32)
let program: Program
let database: Awaited<ReturnType<typeof createTestDatabase>>
let servers: Server[] = []
let path: string
let id: string
let key: string
let sent = 0

beforeAll(async () => {
  program = await bundleProgram()
  database = await createTestDatabase()
  const start = () => startServer(program, { databaseUrl: database.url, encryptionKey })
  servers = await Promise.all([start(), start()])
  const workspace = await makeWorkspace(database, createEncryption(encryptionKey))
  path = `/webhooks/calcom/${workspace.endpoints[0]}`
  const [endpoint] = await database.sql<{ id: string }[]>`
    select id from endpoints where public_id = ${workspace.endpoints[0]}`
  id = endpoint?.id ?? ''
  const made = newApiKey()
  key = made.key
  await addApiKey(database.db, {
    ...{ id: newId(), workspaceId: workspace.id, name: 'Tool', scopes: ['settings:write'] },
    ...{ publicId: made.publicId, hash: made.hash, createdAt: new Date() },
  })
}, 180_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await database.close()
  program.remove()
})

/** Rotates on a process, and answers the new secret. */
async function rotate(on: Server | undefined, keepPreviousFor: 'none' | '1h'): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${on?.port ?? 0}/trpc/endpoint.rotateSecret`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, keepPreviousFor }),
  })
  expect(answer.status).toBe(200)
  const { result } = (await answer.json()) as { result: { data: { secret: string } } }
  return result.data.secret
}

/** Sends a delivery of its own to a process, and answers its status. */
async function deliver(to: Server | undefined, secret: string): Promise<number> {
  if (!to) throw new Error('Two were started.')
  sent += 1
  const body = Buffer.from(JSON.stringify({ triggerEvent: 'PING', sent }))
  const answer = await post(to, { path, body, signature: sign(secret, body) })
  return answer.kind === 'answered' ? answer.status : 0
}

/** Stops every secret in the database alone. */
async function stopUntold(): Promise<string> {
  await database.sql`update endpoint_secrets set status = 'retired', expires_at = now()
    where endpoint_id = ${id} and status <> 'retired'`
  return ''
}

const toBoth = async (secret: string) => {
  const statuses = new Set(await Promise.all(servers.map((server) => deliver(server, secret))))
  return [...statuses].join(' and ')
}

test('a secret that one process stopped lets nothing in at the other ten milliseconds later', async () => {
  const [first, second] = servers
  let secret = await rotate(first, 'none')
  const statuses = { before: new Map<number, number>(), after: new Map<number, number>() }
  const count = (of: Map<number, number>, status: number) =>
    of.set(status, (of.get(status) ?? 0) + 1)
  for (let round = 0; round < revocations; round++) {
    const [here, there] = round % 2 === 0 ? [first, second] : [second, first]
    // So that the other one knows it by heart.
    count(statuses.before, await deliver(there, secret))
    // Every other time nobody is told: what the other process remembers must not be enough.
    const isTold = round % 2 === 0
    const next = isTold ? await rotate(here, 'none') : await stopUntold()
    await sleep(10)
    count(statuses.after, await deliver(there, secret))
    secret = isTold ? next : await rotate(here, 'none')
  }
  expect([...statuses.after]).toEqual([[401, revocations]])
  expect(statuses.before.get(200)).toBeGreaterThan(revocations * 0.9)
  await expect.poll(() => toBoth(secret), { timeout: 10_000 }).toBe('200')
}, 120_000)

test('which secrets count before, within and after an overlap, at both processes', async () => {
  const [first, second] = servers
  const revoked = await rotate(first, 'none')
  const old = await rotate(second, 'none')
  const never = randomBytes(32).toString('hex')
  const all = async (fresh: string) => ({
    new: await toBoth(fresh),
    old: await toBoth(old),
    revoked: await toBoth(revoked),
    never: await toBoth(never),
  })
  await expect.poll(() => toBoth(old), { timeout: 10_000 }).toBe('200')
  const before = randomBytes(32).toString('hex')
  expect(await all(before)).toEqual({ new: '401', old: '200', revoked: '401', never: '401' })

  const fresh = await rotate(first, '1h')
  await expect.poll(() => toBoth(fresh), { timeout: 10_000 }).toBe('200')
  expect(await all(fresh)).toEqual({ new: '200', old: '200', revoked: '401', never: '401' })

  // Both remember that it counts for an hour: the database knows better.
  await database.sql`update endpoint_secrets set expires_at = now() where status = 'previous'`
  expect(await all(fresh)).toEqual({ new: '200', old: '401', revoked: '401', never: '401' })
})
