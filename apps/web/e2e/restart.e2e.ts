import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import { createTRPCClient, httpBatchLink } from '@trpc/client'

import type { AppRouter } from '@solar-capture/api/router'

import { post } from './cal-com.ts'
import { startServer, type Server } from './server.ts'

const email = 'ana@sunnyroofs.example'
const password = 'roof tiles and rain'
let dataDir = ''

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'solar-capture-restart-'))
})
test.afterAll(() => rm(dataDir, { recursive: true, force: true }))

test('after kill -9 it starts again on the same data, and SIGTERM leaves nothing running', async () => {
  const first = await startServer({ DATA_DIR: dataDir })
  const { setupToken: token } = first
  await client(first).setup.complete.mutate({
    ...{ token, email, password },
    name: 'Ana',
    workspaceName: 'Sunny Roofs',
  })
  const before = await signedIn(first)
  const [endpoint] = await before.endpoint.list.query()
  const { id, url = '' } = { id: '', ...endpoint }
  const { secret } = await before.endpoint.generateSecret.mutate({ id })
  const lead = await before.lead.create.mutate({ name: 'Jane', email: 'jane.doe@acme.example' })
  expect(await post(url, secret, '10-created')).toBe(200)
  await first.kill()

  const second = await startServer({ DATA_DIR: dataDir })
  const after = await signedIn(second)
  const found = await after.lead.byId.query({ id: lead.id })
  expect(found).toMatchObject({ stage: { name: 'Booked' }, bookings: [{ status: 'confirmed' }] })
  const [same] = await after.endpoint.list.query()
  expect(await post(same?.url ?? '', secret, '12-rescheduled')).toBe(200)
  const moved = await after.lead.byId.query({ id: lead.id })
  expect(moved.bookings).toMatchObject([{ rescheduleCount: 1 }])
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(true)
  await second.stop()
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
})

function client({ url }: Server, cookie = '') {
  const headers = { origin: url, cookie }
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc`, headers })] })
}

async function signedIn(server: Server) {
  const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email, password }),
  })
  expect(answer.status).toBe(200)
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return client(server, cookies.join('; '))
}
