import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner, startAccess } from '../access.testing.ts'
import { setUp } from '../set-up.ts'

let server: Awaited<ReturnType<typeof startAccess>>
let url: string
let workspaceId: string
let aborting: AbortController

beforeEach(async () => {
  server = await startAccess()
  workspaceId = (await setUp(server.deps, owner)).workspaceId
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  // A server that listens on a port has such an address.
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/trpc/live.changes`
  aborting = new AbortController()
})
afterEach(async () => {
  aborting.abort()
  await server.close()
})

const tell = () => server.deps.changes.publish(workspaceId, { kinds: ['lead'], leadIds: [] })

async function follow(cookie: string, signal = aborting.signal) {
  const answer = await fetch(url, { headers: { cookie, accept: 'text/event-stream' }, signal })
  const stream = { status: answer.status, text: '', isOpen: true }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) stream.text += decoder.decode(chunk)
  }
  void read()
    .catch(() => {})
    .then(() => (stream.isOpen = false))
  return stream
}

test('a stream goes on while its session does, and ends soon after signing out', async () => {
  const staying = await follow(await server.signIn())
  const cookie = await server.signIn()
  const leaving = await follow(cookie)
  tell()
  await expect.poll(() => [staying.text, leaving.text].join()).toMatch(/"lead"[\s\S]*"lead"/)

  await server.post('/api/auth/sign-out', {}, { cookie })
  await expect.poll(() => leaving.isOpen, { timeout: 8_000 }).toBe(false)
  const heard = leaving.text
  tell()
  await expect.poll(() => staying.text.match(/"lead"/g)).toHaveLength(2)
  expect(staying.isOpen).toBe(true)
  expect(leaving.text).toBe(heard)
  // This would keep the browser from asking again after somebody else has signed in.
  expect(heard).not.toContain('event: return')
  expect(server.problems).toEqual([])
}, 20_000)

test.each([
  ['the session expires', 'update sessions set expires_at = now() - interval $$1 hour$$'],
  ['the person is removed', 'delete from members'],
])(
  'a stream ends soon after %s',
  async (_name, change) => {
    const stream = await follow(await server.signIn())
    await server.sql.unsafe(change)
    await expect.poll(() => stream.isOpen, { timeout: 8_000 }).toBe(false)
  },
  20_000,
)

test('a session has ten streams at a time, and gets back the place of one that is closed', async () => {
  const cookie = await server.signIn()
  const closing = new AbortController()
  await follow(cookie, closing.signal)
  const streams = await Promise.all(Array.from({ length: 9 }, () => follow(cookie)))
  const refused = await follow(cookie)
  await expect.poll(() => refused.isOpen, { timeout: 5_000 }).toBe(false)
  expect(refused.text).toMatch(/event: serialized-error\ndata: .*TOO_MANY_REQUESTS/)

  const another = await follow(await server.signIn())
  closing.abort()
  await sleep(300)
  const next = await follow(cookie)
  tell()
  for (const stream of [...streams, another, next]) {
    await expect.poll(() => stream.text).toContain('"lead"')
  }
  expect(server.problems).toEqual([])
})
