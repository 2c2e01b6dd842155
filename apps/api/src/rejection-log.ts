import type { RejectionCause } from '@solar-capture/core/signature'
import { recordAudit } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'
import { listEndpoints } from '@solar-capture/db/endpoints'
import {
  hourOf,
  recordRejections,
  type Rejection,
  type RejectionCount,
} from '@solar-capture/db/rejections'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Changes } from './changes.ts'
import { createTokenBuckets } from './token-buckets.ts'

export type Refused = {
  /** What it is kept under: a new id of when it came. */
  id: string
  workspaceId: string
  endpointId: string
  receivedAt: Date
  cause: RejectionCause
  /** Bytes of the body. */
  size: number
  headerShape: string
}

type Pending = { details: Rejection[]; counts: Map<string, RejectionCount> }

const firstFlushMs = 250
const flushEveryMs = 5_000
const hourMs = 60 * 60 * 1_000

/**
 * Keeps what the admin gets to see of refused requests, at a cost that a flood of them cannot raise: all are
 * counted in memory, few are kept one by one, and both are written together, soon after the first and
 * then every five seconds. While the database is away they wait. `onError` gets what could not be kept.
 */
export function createRejectionLog({
  db,
  changes,
  now,
  onError,
}: {
  db: Db
  changes: Pick<Changes, 'publish'>
  now: () => Date
  onError: (error: unknown) => void
}) {
  // Of each endpoint and cause, so that strangers do not hide what is wrong with the set-up. With one more every
  // ten seconds: few enough that a day of flood does not fill a page of the table.
  const keptOneByOne = createTokenBuckets({ capacity: 20, refillMs: 10_000 })
  // In the audit log each cause is told once an hour; how often it was is in the counts.
  const told = createTokenBuckets({ capacity: 1, refillMs: hourMs })
  let pending = new Map<string, Pending>()
  let timer: NodeJS.Timeout | undefined
  let flushedAt = -Infinity
  let flushing: Promise<void> = Promise.resolve()

  function schedule() {
    if (timer) return
    const wait = Math.max(firstFlushMs, flushedAt + flushEveryMs - performance.now())
    timer = setTimeout(() => void flush(), wait).unref()
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    flushedAt = performance.now()
    flushing = flushing.then(writeAll)
    return flushing
  }

  async function writeAll() {
    const batch = pending
    pending = new Map()
    for (const [workspaceId, { details, counts }] of batch) {
      try {
        await recordRejections(db, workspaceId, { details, counts: [...counts.values()] })
        changes.publish(workspaceId, { kinds: ['delivery', 'endpoint'], leadIds: [] })
        for (const count of counts.values()) await tell(workspaceId, count).catch(onError)
      } catch (error) {
        if (isUnavailable(error)) keepForLater(workspaceId, { details, counts })
        else onError(error)
      }
    }
  }

  async function tell(workspaceId: string, { endpointId, cause }: RejectionCount) {
    if (!told.take(`${endpointId} ${cause}`)) return
    const actor = { kind: 'stranger', id: null, name: null, address: null } as const
    const [endpoint] = await listEndpoints(db, workspaceId, endpointId)
    const target = { id: endpointId, name: endpoint?.name ?? null }
    const event = { action: 'request_rejected', actor, target, details: { cause } } as const
    await recordAudit(db, workspaceId, event, now())
  }

  function keepForLater(workspaceId: string, { details, counts }: Pending) {
    const waiting = pendingOf(workspaceId)
    waiting.details.unshift(...details)
    for (const count of counts.values()) add(waiting, count)
    schedule()
  }

  function pendingOf(workspaceId: string): Pending {
    const found = pending.get(workspaceId) ?? { details: [], counts: new Map() }
    pending.set(workspaceId, found)
    return found
  }

  return {
    /** Never throws and waits for nothing. */
    record: ({ workspaceId, ...refused }: Refused): void => {
      const { endpointId, cause, receivedAt } = refused
      const waiting = pendingOf(workspaceId)
      add(waiting, { endpointId, hour: hourOf(receivedAt), cause, count: 1 })
      if (keptOneByOne.take(`${endpointId} ${cause}`)) {
        waiting.details.push(refused)
      }
      schedule()
    },
    /** Writes what is waiting, now. */
    flush,
  }
}

function add({ counts }: Pending, more: RejectionCount): void {
  const key = `${more.endpointId} ${more.hour.getTime()} ${more.cause}`
  const count = (counts.get(key)?.count ?? 0) + more.count
  counts.set(key, { ...more, count })
}
