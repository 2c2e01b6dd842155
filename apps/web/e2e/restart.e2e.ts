import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { setUp, signedIn } from './api-client.ts'
import { post } from './cal-com.ts'
import { startServer } from './server.ts'

let dataDir = ''

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'solar-capture-restart-'))
})
test.afterAll(() => rm(dataDir, { recursive: true, force: true }))

test('after kill -9 it starts again on the same data, and SIGTERM leaves nothing running', async () => {
  const first = await startServer({ DATA_DIR: dataDir })
  const { api: before, url, secret } = await setUp(first)
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
  await second.stop('SIGTERM')
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
})
