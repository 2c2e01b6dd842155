import type { CalcomListing } from '@solar-capture/core/reconcile-source'
import { recordAudit } from '@solar-capture/db/audit'
import { claimDueKey, listDueKeys, settleRun, type CalcomKey } from '@solar-capture/db/calcom-keys'
import { getEndpoint } from '@solar-capture/db/endpoints'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { systemActor } from './audit-actor.ts'
import { openCalcomKey } from './calcom-access.ts'
import { CalcomError, listCalcomBookings } from './calcom-api.ts'
import type { Deps } from './deps.ts'
import { DecryptionError } from './encryption.ts'
import { applyGaps, limitsOf, reconcile } from './reconciling.ts'

const everyMs = 60_000
const mostAtOnce = 10
const patienceMs = 3 * 60_000
const hour = 60 * 60_000
const day = 24 * hour
// Clocks differ, and a webhook may still be on its way.
const overlapMs = day
const settledMs = 10 * 60_000
const firstMs = 7 * day
const longestMs = 30 * day

/** Compares with Cal.com's API once a minute where that is due, in whichever process comes first, from now on. */
export function startReconciling(deps: Deps) {
  const stopping = new AbortController()
  let running: Promise<void> | null = null
  const run = () => {
    running ??= reconcileDue(deps, stopping.signal)
      .catch((error: unknown) => {
        if (stopping.signal.aborted || isUnavailable(error)) return
        deps.reportError(error, 'Bookings could not be compared with Cal.com')
      })
      .finally(() => (running = null))
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  return {
    /** Ends it soon, with what is under way. */
    close: async () => {
      clearInterval(timer)
      stopping.abort()
      await running
    },
  }
}

/**
 * Compares with Cal.com's API wherever that is due, and applies what is missing here. Any number of processes may do it at once.
 * Rejects when the database is not available.
 */
export async function reconcileDue(deps: Deps, signal?: AbortSignal): Promise<void> {
  for (const place of await listDueKeys(deps.db, deps.now(), mostAtOnce)) {
    signal?.throwIfAborted()
    const key = await claimDueKey(deps.db, place, deps.now())
    if (key) await runOne(deps, key, signal)
  }
}

async function runOne(deps: Deps, key: CalcomKey, signal?: AbortSignal): Promise<void> {
  const startedAt = deps.now()
  const { db, changes, reportError } = deps
  try {
    const run = await compareAndApply(deps, key, startedAt, signal)
    await settleRun(db, key, { startedAt, problem: null, ...run })
  } catch (error) {
    if (signal?.aborted || isUnavailable(error)) throw error
    const isKnown = error instanceof CalcomError || error instanceof DecryptionError
    // What other errors say may name people.
    if (!isKnown) reportError(error, 'Bookings could not be compared with Cal.com')
    const problem = isKnown ? error.message : 'Something went wrong here. It has been logged.'
    await settleRun(db, key, { startedAt, problem })
  }
  changes.publish(key.workspaceId, { kinds: ['endpoint'], leadIds: [] })
}

async function compareAndApply(deps: Deps, key: CalcomKey, startedAt: Date, signal?: AbortSignal) {
  const { db, outgoing } = deps
  const { workspaceId, endpointId } = key
  const endpoint = await getEndpoint(db, workspaceId, endpointId)
  if (endpoint.mode !== 'active') {
    throw new CalcomError('This account receives nothing now, so nothing was compared.')
  }
  const listing = await listCalcomBookings(outgoing, openCalcomKey(deps, key), {
    since: sinceOf(key, startedAt),
    patienceMs,
    ...(signal ? { signal } : {}),
  })
  const settled = withoutNewest(listing, new Date(startedAt.getTime() - settledMs).toISOString())
  const { comparison } = await reconcile(deps, { workspaceId, endpointId }, settled, limitsOf.api)
  const { gaps } = comparison
  const { applied, unmatched, failed, unchanged } = await applyGaps(deps, endpoint, gaps)
  if (gaps.length > 0) {
    const event = {
      action: 'bookings_reconciled',
      actor: systemActor,
      target: { id: endpointId, name: endpoint.name },
      details: { count: gaps.length, applied, unmatched, unchanged, failed },
    } as const
    await recordAudit(db, workspaceId, event, deps.now())
  }
  return { compared: settled.bookings.length, applied, unmatched }
}

function sinceOf({ lastGoodAt }: CalcomKey, now: Date): Date {
  const last = lastGoodAt?.getTime() ?? now.getTime() - firstMs
  return new Date(Math.max(last - overlapMs, now.getTime() - longestMs))
}

/** Without what was made or changed after `until`: the next run sees it again. */
function withoutNewest({ bookings, refused }: CalcomListing, until: string): CalcomListing {
  const isSettled = (at: string | null) => at === null || at <= until
  return {
    bookings: bookings.filter(
      ({ createdAt, changedAt }) => isSettled(createdAt) && isSettled(changedAt),
    ),
    refused,
  }
}
