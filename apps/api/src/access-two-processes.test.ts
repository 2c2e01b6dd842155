import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createTestDatabase } from '@solar-capture/db/testing'

import { owner } from './access.testing.ts'
import { createEncryption } from './encryption.ts'
import {
  bundleProgram,
  startServer,
  type Program,
  type Server,
} from './killed-process-server.testing.ts'
import { setupCodeOf } from './setup-code.ts'

const encryptionKey = randomBytes(32)
const { email, password } = owner
let program: Program
let database: Awaited<ReturnType<typeof createTestDatabase>>
let servers: Server[] = []
let first: Server
let second: Server
/** What 200 who set the server up at once were answered, half of them by its code. */
let setUps: { status: number; isRight: boolean; cookie: string }[]
/** The cookies of the browser that did set it up. */
let known: string

beforeAll(async () => {
  program = await bundleProgram()
  database = await createTestDatabase()
  const start = () => startServer(program, { databaseUrl: database.url, encryptionKey })
  servers = [await start(), await start()]
  const [one, two] = servers
  if (!one || !two) throw new Error('Two were started.')
  first = one
  second = two
  const token = setupCodeOf(createEncryption(encryptionKey))
  setUps = await Promise.all(
    Array.from({ length: 200 }, (_, at) => {
      const given = at % 4 < 2 ? token : `${token}X`
      const body = { ...owner, token: given }
      const asked = ask(at % 2 === 0 ? first : second, { path: '/trpc/setup.complete', body })
      return asked.then((answer) => ({ ...answer, isRight: given === token }))
    }),
  )
  known = setUps.find(({ status }) => status === 200)?.cookie ?? ''
}, 180_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await database.close()
  program.remove()
})

type Asked = {
  path: string
  /** With one it is posted. */
  body?: object
  headers?: Record<string, string>
  from?: string
}

function ask({ port }: Server, { path, body, headers = {}, from = '127.0.0.1' }: Asked) {
  const json = { 'content-type': 'application/json' }
  return new Promise<{ status: number; retryAfter: number; cookie: string; text: string }>(
    (resolve, reject) => {
      const sent = request(
        {
          ...{ host: '127.0.0.1', port, path, agent: false, localAddress: from },
          ...{ method: body ? 'POST' : 'GET', headers: { ...(body ? json : {}), ...headers } },
        },
        (answer) => {
          let text = ''
          answer.on('data', (data: Buffer) => (text += data.toString()))
          answer.on('end', () => {
            const set = answer.headers['set-cookie'] ?? []
            const cookie = set.map((line) => line.slice(0, line.indexOf(';'))).join('; ')
            const retryAfter = Number(answer.headers['retry-after'] ?? 0)
            resolve({ status: answer.statusCode ?? 0, retryAfter, cookie, text })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    },
  )
}

const signIn = (server: Server, given: object, more: Omit<Asked, 'path' | 'body'> = {}) =>
  ask(server, { path: '/api/auth/sign-in/email', body: { email, ...given }, ...more })

const isSignedIn = async (server: Server, cookie: string) =>
  (await ask(server, { path: '/trpc/account.sessions', headers: { cookie } })).status === 200

/** Milliseconds until a process refuses what it took before. */
async function untilRefused(isTaken: () => Promise<boolean>): Promise<number> {
  const start = performance.now()
  while (await isTaken()) {
    if (performance.now() - start > 5_000) break
    await sleep(20)
  }
  return performance.now() - start
}

const addressOf = (at: number) => `127.0.2.${at + 1}`

test('of 200 who set up at once at two processes, half of them by the code, one becomes the owner', async () => {
  expect(setUps.filter(({ status }) => status === 200)).toMatchObject([{ isRight: true }])
  const others = setUps.filter(({ status }) => status !== 200)
  expect(others.filter(({ status }) => ![401, 404, 429].includes(status))).toEqual([])
  expect(await database.sql`select from users`).toHaveLength(1)
  expect(await database.sql`select from workspaces`).toHaveLength(1)
})

test('of 1,000 guesses from 50 addresses at two processes at most 30 are looked at; the owner gets in', async () => {
  const counts = { looked: 0, refused: 0 }
  let left = 1_000
  const guess = async (address: string) => {
    while (left > 0) {
      left -= 1
      const server = left % 2 === 0 ? first : second
      // Says that it comes from elsewhere each time, and is not believed.
      const headers = { 'x-forwarded-for': `203.0.113.${left % 250}` }
      const { status } = await signIn(
        server,
        { password: `guess ${left}` },
        { from: address, headers },
      )
      expect([401, 429]).toContain(status)
      counts[status === 401 ? 'looked' : 'refused'] += 1
    }
  }
  await Promise.all(Array.from({ length: 50 }, (_, at) => guess(addressOf(at))))
  expect(counts.looked + counts.refused).toBe(1_000)
  expect(counts.looked).toBeGreaterThanOrEqual(5)
  expect(counts.looked).toBeLessThanOrEqual(30)
  const keys = await database.sql<{ address: string }[]>`
    select substring(key from 14) as address from rate_limits where key like 'sign-in from %'`
  expect(keys.map(({ address }) => address).toSorted()).toEqual(
    Array.from({ length: 50 }, (_, at) => addressOf(at)).toSorted(),
  )

  // From the browser that is known at once, at either process; from any other after the delay.
  for (const server of servers) {
    expect((await signIn(server, { password }, { headers: { cookie: known } })).status).toBe(200)
  }
  // Guessed at further until the wait is longer than what follows here takes.
  let wait = 0
  while (wait < 4) {
    await sleep(wait * 1_000)
    wait = (await signIn(first, { password: 'guess' }, { from: '127.0.3.2' })).retryAfter
  }
  const elsewhere = { from: '127.0.3.1' }
  const early = await signIn(first, { password }, elsewhere)
  expect(early.status).toBe(429)
  expect(early.retryAfter).toBeLessThanOrEqual(60)
  await sleep(early.retryAfter * 1_000)
  expect((await signIn(second, { password }, elsewhere)).status).toBe(200)
}, 180_000)

/** Follows what changes, and answers when that ends. */
function follow({ port }: Server, cookie: string): Promise<{ endedAt: Promise<number> }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, accept: 'text/event-stream' }
    const path = '/trpc/live.changes'
    const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      const endedAt = new Promise<number>((ended) => {
        answer.on('close', () => ended(performance.now()))
      })
      answer.on('error', () => {})
      answer.resume()
      resolve({ endedAt })
    })
    sent.on('error', reject)
    sent.end()
  })
}

const enter = async (from: string) => {
  const entered = await signIn(first, { password }, { from, headers: { cookie: known } })
  expect(entered.status).toBe(200)
  return entered.cookie
}

test.each([
  [
    'revoking it',
    async (cookie: string) => {
      const listed = await ask(first, { path: '/trpc/account.sessions', headers: { cookie } })
      const { result } = JSON.parse(listed.text) as {
        result: { data: { id: string; isCurrent: boolean }[] }
      }
      const id = result.data.find(({ isCurrent }) => isCurrent)?.id
      return ask(first, { path: '/trpc/account.revokeSession', body: { id }, headers: { cookie } })
    },
  ],
  [
    'revoking all others',
    async () => {
      const other = await enter('127.0.4.2')
      const path = '/trpc/account.revokeOtherSessions?batch=1'
      return ask(first, { path, body: {}, headers: { cookie: other } })
    },
  ],
  [
    'signing out',
    (cookie: string) => ask(first, { path: '/api/auth/sign-out', body: {}, headers: { cookie } }),
  ],
  [
    'another password',
    (cookie: string) => {
      const body = { currentPassword: password, newPassword: password }
      return ask(first, { path: '/trpc/account.changePassword', body, headers: { cookie } })
    },
  ],
])(
  'a session that ends in one process by %s ends in the other within a second, its stream within five',
  async (_how, end) => {
    const anew = await signIn(first, { password }, { from: '127.0.4.1' })
    expect(anew.status).toBe(200)
    known = anew.cookie
    const cookie = await enter('127.0.4.1')
    expect(await isSignedIn(second, cookie)).toBe(true)
    const { endedAt } = await follow(second, cookie)
    expect((await end(cookie)).status).toBe(200)
    const began = performance.now()
    expect(await untilRefused(() => isSignedIn(second, cookie))).toBeLessThan(1_000)
    expect((await endedAt) - began).toBeLessThan(5_000)
  },
)

test('an API key that is revoked in one process is refused in the other within a second', async () => {
  const cookie = (await signIn(first, { password }, { from: '127.0.4.3' })).cookie
  const body = { name: 'Tool', scopes: ['leads:read'] }
  const made = await ask(first, { path: '/trpc/apiKey.create', body, headers: { cookie } })
  const { result } = JSON.parse(made.text) as { result: { data: { id: string; key: string } } }
  const { id, key } = result.data
  const isTaken = async () => {
    const headers = { authorization: `Bearer ${key}` }
    return (await ask(second, { path: '/trpc/lead.counts', headers })).status === 200
  }
  expect(await isTaken()).toBe(true)
  const revoked = await ask(first, {
    path: '/trpc/apiKey.revoke',
    body: { id },
    headers: { cookie },
  })
  expect(revoked.status).toBe(200)
  expect(await untilRefused(isTaken)).toBeLessThan(1_000)
})
