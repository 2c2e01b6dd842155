import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createTestDatabase } from '@solar-capture/db/testing'

import { createEncryption } from './encryption.ts'
import {
  bundleProgram,
  post,
  startServer,
  type Program,
  type Server,
} from './killed-process-server.testing.ts'
import { readCounts, readState } from './killed-process-state.testing.ts'
import { deliveries, makeWorkspace } from './killed-process-workspace.testing.ts'

const times = 10_000
const connectionsEach = 64

const encryptionKey = randomBytes(32)
let program: Program
let database: Awaited<ReturnType<typeof createTestDatabase>>
let servers: Server[] = []
beforeAll(async () => {
  program = await bundleProgram()
  database = await createTestDatabase()
  const start = () => startServer(program, { databaseUrl: database.url, encryptionKey })
  servers = await Promise.all([start(), start()])
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await database.close()
  program.remove()
})

test('ten thousand identical deliveries to two processes at once take effect once', async () => {
  const { sql } = database
  const workspace = await makeWorkspace(database, createEncryption(encryptionKey))
  const [delivery] = deliveries
  if (!delivery) throw new Error('There are deliveries.')
  const path = `/webhooks/calcom/${workspace.endpoints[0]}`
  const results = { applied: 0, duplicate: 0, refused: 0 }
  let left = times

  const deliver = async (server: Server) => {
    for (;;) {
      const answer = await post(server, { ...delivery, path })
      if (answer.kind === 'unknown') throw new Error('A delivery was not answered.')
      const { status, result, retryAfter } = answer
      if (status !== 503) {
        expect([status, result]).toEqual([200, expect.stringMatching(/^(applied|duplicate)$/)])
        return result === 'applied' ? results.applied++ : results.duplicate++
      }
      results.refused++
      await sleep(Number(retryAfter) * 1_000)
    }
  }
  const deliverSome = async (server: Server) => {
    while (left-- > 0) await deliver(server)
  }
  // So that both processes have the first of them before either can look for it.
  const locked = Promise.withResolvers<void>()
  const release = sql.begin(async (tx) => {
    await tx`lock table deliveries in access exclusive mode`
    locked.resolve()
    await sleep(1_000)
  })
  await locked.promise
  const clients = Array.from({ length: connectionsEach }, () => servers.map(deliverSome))
  await Promise.all([...clients.flat(), release])

  const { refused } = results
  expect(results).toEqual({ applied: 1, duplicate: times - 1, refused })
  const counts = await readCounts(sql, workspace)
  expect([...counts.keys()]).toEqual([delivery.fingerprint])
  const count = counts.get(delivery.fingerprint)
  // One that ran into its deadline was told to come back, and may have been counted.
  expect(count).toBeGreaterThanOrEqual(times)
  expect(count).toBeLessThanOrEqual(times + refused)
  const state = await readState(sql, workspace)
  expect(state['events']).toHaveLength(1)
  expect(state['bookings']).toMatchObject([{ lead: 'ana@example.com', status: 'confirmed' }])
  expect(state['entries']).toMatchObject([
    { lead: 'ana@example.com', kind: 'booked', delivery: delivery.fingerprint },
    { lead: 'ana@example.com', kind: 'moved', delivery: delivery.fingerprint },
  ])
  const booked = state['leads']?.filter((lead) => Object(lead).stage === 'Booked')
  expect(booked).toMatchObject([{ email: 'ana@example.com' }])
}, 300_000)
