import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Moment } from './killed-process-proxy.testing.ts'
import {
  mixDeliveries,
  openLane,
  send,
  type Lane,
  type Sending,
  type Sent,
} from './killed-process-round.testing.ts'
import { bundleProgram, type Answer, type Program } from './killed-process-server.testing.ts'
import { countLocks, readCounts, readState, type State } from './killed-process-state.testing.ts'
import { deliveries, type Delivery, type Workspace } from './killed-process-workspace.testing.ts'

const rounds = process.env['EXHAUSTIVE'] === '1' ? 20 : 5
const seed = process.env['SEED'] ?? String(Date.now())
const clients = 4

let program: Program
let lanes: Lane[] = []
let expected: State
beforeAll(async () => {
  program = await bundleProgram()
  const [first, second] = await Promise.all([openLane(program), openLane(program)])
  lanes = [first, second]
  expected = await stateAfter(first, deliveries)
})
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()))
  program.remove()
})

/** When a process is killed: at a moment of a statement, or at one that a client knows. */
type Point = { name: string; at: 'half sent' | 'answered' | ((workspace: Workspace) => Moment) }

const statement = (text: RegExp, when: Moment['when']) => () => ({
  of: (statement: string) => text.test(statement),
  when,
})
// When it has the first body for an endpoint, it asks for the secrets.
const lookup = ({ endpoints: [, second] }: Workspace): Moment => ({
  of: (statement) => statement.includes(second),
  when: 'done',
})
const lock = /^\s*select name,\s+case when name = 'pipeline'/
// All that follows from a group.
const write = /^\s*with new_deliveries as /

const points: Point[] = [
  { name: 'before the body arrived whole', at: 'half sent' },
  { name: 'after the body was read', at: lookup },
  { name: 'after the signature was verified', at: statement(/^begin/, 'sent') },
  { name: 'after BEGIN', at: statement(/^begin/, 'done') },
  { name: 'after its keys were locked', at: statement(lock, 'done') },
  { name: 'after deliveries, bookings and leads were written', at: statement(write, 'done') },
  { name: 'before COMMIT', at: statement(/^commit/, 'sent') },
  { name: 'after COMMIT and before the answer', at: statement(/^commit/, 'done') },
  { name: 'after the answer', at: 'answered' },
]

test('every delivery takes effect where no process is killed', () => {
  expect(expected['events']).toHaveLength(deliveries.length)
  expect(expected['bookings']).toHaveLength(9)
  const stages = expected['leads']?.map((lead) => Object(lead).stage)
  expect(stages).toEqual(Array(7).fill('Booked'))
})

test.each(points)(
  `killed $name, a process loses no answered delivery and applies none twice (SEED=${seed})`,
  async (point) => {
    const play = async (lane: Lane, first: number) => {
      for (let round = first; round < rounds; round += lanes.length) {
        await expectSurvives(lane, point, round)
      }
    }
    // All that began ends here, also after a failure.
    const played = await Promise.allSettled(lanes.map(play))
    for (const one of played) if (one.status === 'rejected') throw one.reason
  },
  rounds * 60_000,
)

async function expectSurvives(lane: Lane, point: Point, round: number): Promise<void> {
  // So many are answered before the point is looked for: none in the first round.
  const answered = (round * 4) % 17
  // The second endpoint is not asked for before.
  const onFirst = Math.min(answered + clients + 1, deliveries.length - 1)
  const sendings = mixDeliveries(`${seed}/${point.name}/${round}`, onFirst)
  const workspace = await lane.makeWorkspace()
  const sent = await sendUntilKilled(lane, point, { workspace, sendings, answered })
  await expect.poll(() => countLocks(lane.sql), { timeout: 2_000 }).toBe(0)

  const before = await readCounts(lane.sql, workspace)
  for (const delivery of deliveries) {
    const own = sent.filter((one) => one.delivery === delivery)
    const times = before.get(delivery.fingerprint) ?? 0
    expect(times).toBeGreaterThanOrEqual(own.filter(({ answer }) => statusOf(answer)).length)
    expect(times).toBeLessThanOrEqual(own.filter(({ isWhole }) => isWhole).length)
    expect(own.filter(isFirst).length).toBeLessThanOrEqual(1)
  }
  const stored = deliveries.filter(({ fingerprint }) => before.has(fingerprint))
  expect(await readState(lane.sql, workspace)).toEqual(await stateAfter(lane, stored))

  // A process that had to wait for what the killed one held would answer 503.
  const again = await send(await lane.running(), workspace, sendings, { clients })
  expect(again.map(({ answer }) => statusOf(answer))).toEqual(sendings.map(() => 200))
  const after = await readCounts(lane.sql, workspace)
  for (const delivery of deliveries) {
    const own = again.filter((one) => one.delivery === delivery)
    const times = before.get(delivery.fingerprint) ?? 0
    expect(own.filter(isFirst)).toHaveLength(times === 0 ? 1 : 0)
    expect(after.get(delivery.fingerprint)).toBe(times + own.length)
  }
  expect(await readState(lane.sql, workspace)).toEqual(expected)
}

/** Sends until some are answered and the process is killed at its point; answers what clients saw. */
async function sendUntilKilled(
  lane: Lane,
  { name, at }: Point,
  {
    workspace,
    sendings,
    answered,
  }: { workspace: Workspace; sendings: Sending[]; answered: number },
): Promise<Sent[]> {
  const server = await lane.running()
  let left = answered
  const watch = () => {
    if (typeof at === 'function') lane.proxy.watch(at(workspace), server.kill)
  }
  if (left === 0) watch()
  const sent = await send(server, workspace, sendings, {
    clients,
    onHalf: (index) => (at === 'half sent' && index === answered ? server.kill : null),
    onAnswer: () => {
      left -= 1
      if (left === 0) watch()
      if (left === -1 && at === 'answered') server.kill()
    },
  })
  lane.proxy.watch(null)
  const statuses = sent.map(({ answer }) => statusOf(answer))
  expect(statuses, `It never came to be ${name}`).toContain(null)
  expect(statuses.filter((status) => status !== null && status !== 200)).toEqual([])
  expect(await server.exited).toBe('SIGKILL')
  await lane.proxy.untilClosed()
  return sent
}

/** What a new workspace looks like that gets deliveries once and in order from a process that nobody kills. */
async function stateAfter(lane: Lane, received: Delivery[]): Promise<State> {
  const workspace = await lane.makeWorkspace()
  const sendings = received.map((delivery) => ({ delivery, endpoint: 0 as const }))
  await send(await lane.running(), workspace, sendings, { clients: 1 })
  return readState(lane.sql, workspace)
}

function statusOf(answer: Answer): number | null {
  return answer.kind === 'answered' ? answer.status : null
}

/** Whether this answer says that the body had not come before. */
function isFirst({ answer }: Sent): boolean {
  return answer.kind === 'answered' && answer.result !== 'duplicate'
}
