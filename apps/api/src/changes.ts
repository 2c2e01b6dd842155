import { EventEmitter, on } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Connection } from '@solar-capture/db/connect'

export const changeKinds = [
  'lead',
  'import',
  'delivery',
  'endpoint',
  'pipeline',
  'alarm',
  'api_key',
  'access',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What of a workspace changed. No lead ids means that any lead may have changed. */
export type Change = { kinds: ChangeKind[]; leadIds: string[] }

/** Tells every process of this database what was committed. */
export type Changes = {
  /** Soon tells everybody who subscribed; never throws and waits for nothing. */
  publish: (workspaceId: string, change: Change) => void
  /** What changes in a workspace from now on, until `signal` ends it. */
  subscribe: (workspaceId: string, signal: AbortSignal) => AsyncIterable<Change>
  /** Sends what is waiting and stops listening. */
  close: () => Promise<void>
}

const channel = 'solar_changes'
const mostLeadIds = 100
// Less than anybody sees. Under load each message would cost as much as a delivery.
const shortestGapMs = 25
const everything: Change = { kinds: [...changeKinds], leadIds: [] }

/**
 * Starts relaying changes between processes over the database's NOTIFY, with `sql` for sending and for the
 * connection that listens. `onError` gets what goes wrong, once for each outage of sending. After a lost
 * connection subscribers are told that everything may have changed.
 */
export async function startChanges(
  sql: Connection['sql'],
  onError: (error: unknown) => void,
): Promise<Changes> {
  const emitter = new EventEmitter().setMaxListeners(0)
  const workspaces = new Map<string, number>()
  const waiting = new Map<string, Change>()
  let sending: Promise<void> | undefined
  let failed = false
  let isClosed = false

  const send = async () => {
    while (waiting.size > 0) {
      const batch = [...waiting]
      waiting.clear()
      try {
        const messages = batch.map(([workspaceId, change]) =>
          JSON.stringify({ workspaceId, change }),
        )
        // Nobody who listens outlives the server, so there is nothing to wait for the disk for.
        await sql`
          with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
          select pg_notify(${channel}, message) from unhurried, unnest(${messages}::text[]) as message`
        failed = false
      } catch (error) {
        if (!failed) onError(error)
        failed = true
      }
      if (!isClosed) await sleep(shortestGapMs)
    }
    sending = undefined
  }

  let listening = false
  const listener = await sql.listen(
    channel,
    (message) => {
      // Only `send` writes to this channel.
      const { workspaceId, change } = JSON.parse(message) as { workspaceId: string; change: Change }
      emitter.emit(workspaceId, change)
    },
    () => {
      if (listening)
        for (const workspaceId of workspaces.keys()) emitter.emit(workspaceId, everything)
      listening = true
    },
  )

  return {
    publish(workspaceId, change) {
      waiting.set(workspaceId, merge(waiting.get(workspaceId), change))
      // The next turn, so that what is committed together is told together.
      sending ??= new Promise<void>((resolve) => setImmediate(resolve)).then(send)
    },
    async *subscribe(workspaceId, signal) {
      workspaces.set(workspaceId, (workspaces.get(workspaceId) ?? 0) + 1)
      try {
        for await (const [change] of on(emitter, workspaceId, { signal })) {
          // Only changes are emitted.
          yield change as Change
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        const left = (workspaces.get(workspaceId) ?? 1) - 1
        if (left > 0) workspaces.set(workspaceId, left)
        else workspaces.delete(workspaceId)
      }
    },
    async close() {
      isClosed = true
      await sending
      await listener.unlisten().catch(onError)
    },
  }
}

function merge(a: Change | undefined, b: Change): Change {
  const kinds = [...new Set([...(a?.kinds ?? []), ...b.kinds])]
  const anyLead = [a, b].some((one) => one?.kinds.includes('lead') && one.leadIds.length === 0)
  const leadIds = [...new Set([...(a?.leadIds ?? []), ...b.leadIds])]
  return { kinds, leadIds: anyLead || leadIds.length > mostLeadIds ? [] : leadIds }
}
