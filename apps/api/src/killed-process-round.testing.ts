import { createHash, randomBytes } from 'node:crypto'

import { createTestDatabase } from '@solar-capture/db/testing'

import { createEncryption } from './encryption.ts'
import { startWatchingProxy } from './killed-process-proxy.testing.ts'
import {
  post,
  startServer,
  type Answer,
  type Program,
  type Server,
} from './killed-process-server.testing.ts'
import {
  deliveries,
  makeWorkspace,
  type Delivery,
  type Workspace,
} from './killed-process-workspace.testing.ts'

/** One delivery that is sent, to the first or second of a workspace's endpoints. */
export type Sending = { delivery: Delivery; endpoint: 0 | 1 }

/** What a client saw; `isWhole` tells whether it sent all of the body. */
export type Sent = { delivery: Delivery; isWhole: boolean; answer: Answer }

export type Lane = Awaited<ReturnType<typeof openLane>>

/** A database and a process on it, behind a proxy that can tell when to kill it. */
export async function openLane(program: Program) {
  const database = await createTestDatabase()
  const proxy = await startWatchingProxy(database.url)
  const encryptionKey = randomBytes(32)
  const encryption = createEncryption(encryptionKey)
  let server: Server | null = null
  return {
    ...database,
    proxy,
    /** The process, which is started when there is none. */
    running: async (): Promise<Server> => {
      if (server) return server
      const started = await startServer(program, { databaseUrl: proxy.url, encryptionKey })
      server = started
      void started.exited.then(() => (server = null))
      return started
    },
    makeWorkspace: () => makeWorkspace(database, encryption),
    close: async () => {
      await server?.stop()
      await proxy.close()
      await database.close()
    },
  }
}

/**
 * Each delivery once and some of them twice, in an order that `seed` decides; the last of all books for a lead
 * that no other is about. The first `onFirst` bodies, of fewer than all, go to the first endpoint.
 */
export function mixDeliveries(seed: string, onFirst: number): Sending[] {
  const order = (index: number) => createHash('sha256').update(`${seed}/${index}`).digest('hex')
  const mixed = [...deliveries.slice(0, -1), ...deliveries.slice(0, 6)]
    .map((delivery, index) => ({ delivery, order: order(index) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ delivery }) => delivery)
  const all = [...mixed, ...deliveries.slice(-1)]
  const bodies = [...new Set(all)]
  return all.map((delivery) => ({ delivery, endpoint: bodies.indexOf(delivery) < onFirst ? 0 : 1 }))
}

/**
 * Sends deliveries in their order from `clients` at the same time, until there are no more or the process is
 * gone. `onHalf` gets what to do about the one with an index: null sends all of it. `onAnswer` is told of each answer.
 */
export async function send(
  server: Server,
  workspace: Workspace,
  sendings: Sending[],
  options: {
    clients: number
    onHalf?: (index: number) => (() => void) | null
    onAnswer?: () => void
  },
): Promise<Sent[]> {
  const { clients, onHalf = () => null, onAnswer = () => {} } = options
  const sent: Sent[] = []
  let next = 0
  let isGone = false
  const sendSome = async () => {
    while (!isGone) {
      const index = next++
      const sending = sendings[index]
      if (!sending) return
      const { delivery, endpoint } = sending
      const path = `/webhooks/calcom/${workspace.endpoints[endpoint]}`
      const half = onHalf(index)
      const answer = await post(server, { ...delivery, path, ...(half ? { onHalf: half } : {}) })
      sent.push({ delivery, isWhole: half === null, answer })
      if (answer.kind === 'unknown') isGone = true
      else onAnswer()
    }
  }
  await Promise.all(Array.from({ length: clients }, sendSome))
  return sent
}
