import { pausedUntil } from '@solar-capture/core/delivery'
import {
  claimDue,
  listDue,
  outlineDeliveries,
  putOff,
  type DeliveryOutline,
} from '@solar-capture/db/deliveries-again'

import { applyAgain, type AgainDeps } from './apply-again.ts'
import { startEvery } from './every.ts'

const everyMs = 10_000
const leaseMs = 60_000
const mostAtOnce = 256

/**
 * Applies what is due, of every workspace: deliveries that failed, and those that an endpoint held while it was paused
 * and that is active by now. Any number of processes may do it at once. Rejects when the database is not available.
 */
export async function tryAgain(deps: AgainDeps): Promise<void> {
  for (let found = mostAtOnce; found === mostAtOnce;) found = await trySomeAgain(deps)
}

async function trySomeAgain(deps: AgainDeps): Promise<number> {
  const now = deps.now()
  const due = await listDue(deps.db, now, mostAtOnce)
  for (const [workspaceId, rows] of Map.groupBy(due, (row) => row.workspaceId)) {
    const ids = rows.map(({ id }) => id)
    const lease = { now, until: new Date(now.getTime() + leaseMs) }
    const claimed = await claimDue(deps.db, workspaceId, ids, lease)
    const outlines = await outlineDeliveries(deps.db, workspaceId, claimed)
    const waiting = outlines.filter(isPaused).map(({ id }) => id)
    const rest = { taken: lease.until, until: pausedUntil(now) }
    if (waiting.length > 0) await putOff(deps.db, workspaceId, waiting, rest)
    const wanted = outlines.filter((outline) => !isPaused(outline))
    await applyAgain(deps, workspaceId, wanted)
  }
  return due.length
}

function isPaused({ heldReason, mode }: DeliveryOutline): boolean {
  return heldReason === 'paused' && mode !== 'active'
}

/** Does `tryAgain` every ten seconds. */
export function startTryingAgain(deps: AgainDeps) {
  return startEvery(() => tryAgain(deps), {
    everyMs,
    onError: (error) => deps.reportError(error, 'Deliveries could not be tried again'),
  })
}
