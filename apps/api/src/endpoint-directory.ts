import type { Db } from '@solar-capture/db/connect'
import { findFirstForVerification, listForVerification } from '@solar-capture/db/endpoint-secrets'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { createBatchedLookup } from './batched-lookup.ts'
import type { Changes } from './changes.ts'
import { DeadlineError, within } from './deadline.ts'
import type { Encryption } from './encryption.ts'
import { openEndpoint, type KnownEndpoint } from './known-endpoint.ts'
import { createTokenBuckets } from './token-buckets.ts'

/** The address of the first workspace's first endpoint; every other address is a public id. */
export const firstEndpoint = ''

export type EndpointDirectory = ReturnType<typeof createEndpointDirectory>

const keepMs = 30_000
const keepUnknownMs = 10_000
const reloadMs = 1_000
const queryMs = 1_400
const maxEntries = 10_000
const publicIdGrammar = /^[\w-]{1,64}$/

type Entry = { endpoint: KnownEndpoint; loadedAt: number; isSuspect: boolean }

/**
 * Finds endpoints, with their secrets decrypted, by their address, without asking the database each time: what
 * is found is remembered for 30 seconds, what is not for 10. When `changes` tells that an endpoint of the
 * workspace changed, it is read again, at most once a second. `clock` answers milliseconds.
 */
export function createEndpointDirectory({
  db,
  encryption,
  changes,
  clock = () => performance.now(),
}: {
  db: Db
  encryption: Pick<Encryption, 'openSecret'>
  changes: Pick<Changes, 'subscribe'>
  clock?: () => number
}) {
  const known = new Map<string, Entry>()
  const unknown = new Map<string, number>()
  const watched = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  // So that a secret that has just been saved counts at once, before this process heard of it.
  const spareReloads = createTokenBuckets({ capacity: 5, refillMs: 10_000 })
  const closing = new AbortController()
  const lookUp = createBatchedLookup((addresses) => within(queryMs, fetch(db, addresses)))

  async function load(address: string): Promise<KnownEndpoint | null> {
    const loadedAt = clock()
    const row = await lookUp(address)
    const endpoint = row ? openEndpoint(row, encryption, clock()) : null
    const newest = known.get(address)
    if (newest && newest.loadedAt > loadedAt) return endpoint
    known.delete(address)
    if (endpoint) {
      remember(known, address, { endpoint, loadedAt, isSuspect: false })
      void watch(endpoint.workspaceId)
    } else if (address !== firstEndpoint) {
      // Not the first endpoint: set-up makes it, and then it should work at once.
      remember(unknown, address, loadedAt)
    }
    return endpoint
  }

  async function watch(workspaceId: string) {
    if (watched.has(workspaceId)) return
    watched.add(workspaceId)
    const heard = changes.subscribe(workspaceId, closing.signal)
    // What changed between the first load and now was not heard.
    suspect(workspaceId, { soon: false })
    for await (const { kinds } of heard) {
      // With deliveries, which come often, it is their counts that changed, and hardly ever more.
      if (kinds.includes('endpoint')) suspect(workspaceId, { soon: !kinds.includes('delivery') })
    }
  }

  function suspect(workspaceId: string, { soon }: { soon: boolean }) {
    for (const [address, entry] of known) {
      if (entry.endpoint.workspaceId !== workspaceId) continue
      entry.isSuspect = true
      if (soon) {
        void refresh(address)
        continue
      }
      if (timers.has(address)) continue
      const wait = Math.max(0, entry.loadedAt + reloadMs - clock())
      timers.set(address, setTimeout(() => void refresh(address), wait).unref())
    }
  }

  async function refresh(address: string) {
    clearTimeout(timers.get(address))
    timers.delete(address)
    // When the database is away, the next request finds out by itself.
    await load(address).catch(() => null)
  }

  return {
    /**
     * Null when there is no such endpoint. Throws the database's error when it cannot be asked and nothing
     * is remembered.
     */
    find: async (address: string): Promise<KnownEndpoint | null> => {
      if (address !== firstEndpoint && !publicIdGrammar.test(address)) return null
      const entry = known.get(address)
      if (entry && clock() - entry.loadedAt < keepMs) return entry.endpoint
      if (clock() - (unknown.get(address) ?? -Infinity) < keepUnknownMs) return null
      try {
        return await load(address)
      } catch (error) {
        if (entry && (isUnavailable(error) || error instanceof DeadlineError)) return entry.endpoint
        throw error
      }
    },
    /**
     * Asks the database again, in case somebody has just changed the endpoint. Null when the database cannot
     * be asked, and, unless `always`, after a few times when what is remembered is less than a second old and
     * nobody told of a change.
     */
    reload: async (address: string, { always = false } = {}): Promise<KnownEndpoint | null> => {
      const entry = known.get(address)
      const isFresh = entry && !entry.isSuspect && clock() - entry.loadedAt < reloadMs
      if (isFresh && !always && !spareReloads.take(address)) return null
      return load(address).catch(() => null)
    },
    close: (): void => {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

async function fetch(db: Db, addresses: string[]) {
  const publicIds = addresses.filter((address) => address !== firstEndpoint)
  const rows = publicIds.length > 0 ? await listForVerification(db, publicIds) : []
  const found = new Map(rows.map((row) => [row.publicId, row]))
  if (addresses.includes(firstEndpoint)) {
    const first = await findFirstForVerification(db)
    if (first) found.set(firstEndpoint, first)
  }
  return found
}

function remember<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  entries.delete(key)
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
}
