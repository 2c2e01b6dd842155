import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A moment of a statement: before PostgreSQL has it, or when it is done and nobody was told. */
export type Moment = {
  /** Tells whether it is this statement by its text and parameters. */
  of: (statement: string) => boolean
  when: 'sent' | 'done'
}

type Watched = Moment & { reached: () => void }

/**
 * A proxy before the PostgreSQL at `url` that reads along. At the moment that is watched it stops its connection:
 * PostgreSQL gets nothing more of what was sent after the statement, and its answer is not passed on.
 */
export async function startWatchingProxy(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let watched: Watched | null = null
  const take = (statement: string): Watched | null => {
    if (!watched?.of(statement)) return null
    const taken = watched
    watched = null
    return taken
  }
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    relay(client, database, take)
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        // What was sent before still arrives.
        to.end()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxied = new URL(url)
  // A server that listens on a port has such an address.
  proxied.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: proxied.href,
    /** Calls `reached` when a moment comes from now on, once; null watches nothing. */
    watch: (moment: Moment | null, reached = () => {}): void => {
      watched = moment && { ...moment, reached }
    },
    /** Waits until PostgreSQL has closed all connections, as it does once their other ends are gone. */
    untilClosed: async (): Promise<void> => {
      while (sockets.size > 0) await sleep(2)
    },
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}

/**
 * Passes everything on in both directions until one of the statements is taken. Parse names the text of a statement,
 * Bind and Execute run it up to a Sync; a Query is all of that at once.
 */
function relay(
  client: Socket,
  database: Socket,
  take: (statement: string) => Watched | null,
): void {
  const texts = new Map<string, string>()
  // The statements whose answers are still to come, each of which ends with ReadyForQuery.
  const running: (Watched | null)[] = []
  let bound: Watched | null = null
  let isStopped = false

  const begin = (statement: string): Watched | null => {
    const taken = take(statement)
    if (taken?.when !== 'sent') return taken
    isStopped = true
    taken.reached()
    return null
  }
  const end = (statement: Watched | null) => {
    running.push(statement)
    bound = null
    if (statement) isStopped = true
  }
  const messagesToDatabase = createSplitter({ startsUntyped: true })
  client.on('data', (chunk: Buffer) => {
    for (const message of messagesToDatabase(chunk)) {
      if (isStopped) return
      const type = String.fromCharCode(message[0] ?? 0)
      const content = message.toString('latin1', 5)
      const [first = '', second = ''] = content.split('\0')
      if (type === 'P') texts.set(first, second)
      if (type === 'B') bound = begin(`${texts.get(second) ?? ''}\n${content}`)
      const query = type === 'Q' ? begin(first) : null
      if (isStopped) return
      database.write(message)
      if (type === 'Q') end(query)
      if (type === 'S') end(bound)
    }
  })
  const messagesToClient = createSplitter({ startsUntyped: false })
  database.on('data', (chunk: Buffer) => {
    for (const message of messagesToClient(chunk)) {
      const isReady = String.fromCharCode(message[0] ?? 0) === 'Z'
      const watched = running[0]
      if (!watched) client.write(message)
      else if (isReady) watched.reached()
      // The first one of all tells that the connection is made.
      if (isReady) running.shift()
    }
  })
}

/** Cuts what comes in into the messages of PostgreSQL's protocol. */
function createSplitter({ startsUntyped }: { startsUntyped: boolean }) {
  let rest = Buffer.alloc(0)
  let typeBytes = startsUntyped ? 0 : 1
  return function* (chunk: Buffer): Generator<Buffer> {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= typeBytes + 4) {
      const size = typeBytes + rest.readUInt32BE(typeBytes)
      if (rest.length < size) return
      const message = rest.subarray(0, size)
      rest = rest.subarray(size)
      typeBytes = 1
      yield message
    }
  }
}
