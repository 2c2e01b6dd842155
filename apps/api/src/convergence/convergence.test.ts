import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { anyHistory } from '@solar-capture/core/reference/arbitraries.testing'
import { fiveEventHistories, namedHistories } from '@solar-capture/core/reference/histories.testing'
import type { History } from '@solar-capture/core/reference/outcome.testing'
import { addLead } from '@solar-capture/db/lead-writes'
import { createTestDatabase } from '@solar-capture/db/testing'

import { createEncryption } from '../encryption.ts'
import { toPlayed, whereTo } from './hand-moves.testing.ts'
import { happenings, someMoves, type Happening, type MovedHistory } from './happenings.testing.ts'
import { movedHistories } from './moved-histories.testing.ts'
import { callProcedure, deliver, startServer, type Server } from './servers.testing.ts'
import { readState, toState } from './state.testing.ts'
import { actor, secret, stageHistory, type Stage } from './workspace.testing.ts'

const isExhaustive = process.env['EXHAUSTIVE'] === '1'
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const timeout = 60 * 60_000

const key = randomBytes(32)
const encryption = createEncryption(key)
const dataDir = mkdtempSync(join(tmpdir(), 'solar-convergence-'))
let database: Awaited<ReturnType<typeof createTestDatabase>>
let servers: [Server, Server]

beforeAll(async () => {
  database = await createTestDatabase()
  const env = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: key.toString('base64'),
    DATA_DIR: dataDir,
  }
  servers = await Promise.all([startServer(env), startServer(env)])
}, 60_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const day = 24 * 60 * 60 * 1000

/** By how many days the times of a history are moved, so that all of it was sent before now, and lately. */
function daysToNow({ events }: History): number {
  // A meeting's end is never held.
  const sent = events.filter(({ event }) => event.trigger !== 'MEETING_ENDED')
  const last = Math.max(...sent.map(({ event }) => Date.parse(event.sentAt)))
  if (sent.length === 0) return 0
  return Math.floor((Date.now() - last) / day)
}

async function play(stage: Stage, sequence: Happening[]): Promise<void> {
  const captured = new Set<number>()
  const happen = async ({ what, server, endpoint }: Happening) => {
    if ('body' in what) {
      const [body, publicId] = [stage.bodies[what.body], stage.endpoints[endpoint]]
      if (!body || publicId === undefined) throw new Error('There is no such body or endpoint.')
      const { status, result } = await deliver(servers[server], publicId, body, secret)
      expect(status).toBe(200)
      expect(result).not.toBe('held')
      return
    }
    if ('move' in what) {
      await callProcedure(servers[server], 'lead.move', stage.apiKey, whereTo(stage, what.move))
      return
    }
    const lead = stage.leads[what.lead]
    if (!lead || !stage.captured.includes(lead) || captured.has(what.lead)) return
    captured.add(what.lead)
    const { name, email, phone } = lead
    const given = { name, email, phone, postcode: null, address: null, source: 'Website' }
    const change = { workspaceId: stage.workspaceId, actor, now: new Date() }
    const id = await addLead(database.db, given, change)
    // The reference calls it by the id that the history gave it.
    lead.id = id
  }
  for (let start = 0; start < sequence.length;) {
    let end = start + 1
    while (sequence[end]?.isTogether) end += 1
    await Promise.all(sequence.slice(start, end).map(happen))
    start = end
  }
}

async function expectConverges(history: MovedHistory, sequence: Happening[]): Promise<void> {
  const stage = await stageHistory(database.db, encryption, history, daysToNow(history))
  await play(stage, sequence)
  expect(await readState(database.sql, stage)).toEqual(toState(toPlayed(stage, sequence)))
}

const named = [
  ...[...fiveEventHistories, ...namedHistories].map((history) => ({ ...history, moves: [] })),
  ...movedHistories,
]
const perHistory = isExhaustive ? 200 : 5
const generated = isExhaustive ? 10_000 : 250

test.each(named)(
  `$name ends as the rules say, whatever comes when and where (SEED=${seed})`,
  async (history) => {
    await fc.assert(
      fc.asyncProperty(happenings(history), (sequence) => expectConverges(history, sequence)),
      { seed, numRuns: perHistory },
    )
  },
  timeout,
)

test(
  `generated histories end as the rules say (SEED=${seed})`,
  async () => {
    const any = anyHistory
      .filter(({ events }) => events.length > 0)
      .chain((history) => someMoves(history).map((moves) => ({ ...history, moves })))
      .chain((history) => happenings(history).map((sequence) => ({ history, sequence })))
    await fc.assert(
      fc.asyncProperty(any, ({ history, sequence }) => expectConverges(history, sequence)),
      { seed, numRuns: generated },
    )
  },
  timeout,
)
