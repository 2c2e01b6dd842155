import type { CalcomListing } from '@solar-capture/core/reconcile-source'
import {
  goodAtAfter,
  narrowSpan,
  retryAt,
  settledOf,
  spanAfter,
  spanSince,
  type Span,
} from '@solar-capture/core/reconcile-span'
import { recordAudit } from '@solar-capture/db/audit'
import { keepClaim, releaseKey, settleRun, type ClaimedKey } from '@solar-capture/db/calcom-keys'
import { getEndpoint } from '@solar-capture/db/endpoints'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { systemActor } from './audit-actor.ts'
import { openCalcomKey } from './calcom-access.ts'
import { CalcomTooMany, listCalcomBookings, mostBookings } from './calcom-api.ts'
import { CalcomError, CalcomTooSlow, type CalcomAccess } from './calcom-pages.ts'
import type { Deps } from './deps.ts'
import { DecryptionError } from './encryption.ts'
import { applyGaps, limitsOf, reconcile } from './reconciling.ts'

const minute = 60_000
const hour = 60 * minute
/** How long a claimed key is a process's own, from one span to the next. */
export const leaseMs = 10 * minute
const turnMs = 3 * minute
// Of a span that can still be cut: then little was asked for in vain.
const mostOfSpan = 2_000

/** A turn of a schedule: the key that was claimed for it, and what it found so far. */
type Turn = {
  deps: Deps
  key: ClaimedKey
  startedAt: Date
  untilMs: number
  signal: AbortSignal
  found: { compared: number; applied: number; unmatched: number }
  skipped: string[]
}

/**
 * Compares with Cal.com's API by a claimed key, applies what is missing here, and puts the next run off: by the hours of its
 * schedule when it is done, by a minute when there was more than it had time for, by minutes when it failed. What is there of a long
 * time is compared span by span. Gives the key back as it was when `signal` is aborted. Rejects when the database is not available.
 */
export async function takeTurn(
  deps: Deps,
  key: ClaimedKey,
  { signal, patienceMs = turnMs }: { signal: AbortSignal; patienceMs?: number },
): Promise<void> {
  const turn: Turn = {
    ...{ deps, key, startedAt: deps.now(), untilMs: performance.now() + patienceMs, signal },
    ...{ found: { compared: 0, applied: 0, unmatched: 0 }, skipped: [] },
  }
  try {
    const end = await compareSpans(turn)
    if (end !== 'lost') await settleGood(turn, end)
  } catch (error) {
    if (signal.aborted) return await releaseKey(deps.db, turn.key, deps.now())
    if (isUnavailable(error)) throw error
    await settleFailed(turn, error)
  }
  deps.changes.publish(key.workspaceId, { kinds: ['endpoint'], leadIds: [] })
}

/** Resolves with whether all was compared, the time was up, or the key was changed meanwhile. */
async function compareSpans(turn: Turn): Promise<'all' | 'some' | 'lost'> {
  const { deps, startedAt } = turn
  const { workspaceId, endpointId, lastGoodAt } = turn.key
  const endpoint = await getEndpoint(deps.db, workspaceId, endpointId)
  if (endpoint.mode !== 'active') {
    throw new CalcomError('This account receives nothing now, so nothing was compared.')
  }
  const access = openCalcomKey(deps, turn.key)
  let isFirst = true
  for (let span: Span | null = spanSince(lastGoodAt, startedAt); span !== null;) {
    const narrower = narrowSpan(span, startedAt)
    const listed = await list(turn, access, { span, isLast: narrower === null })
    if (listed === 'slow' && !isFirst) return 'some'
    if (listed === 'slow') throw new CalcomTooSlow(tooSlow)
    if (listed === 'many' && narrower !== null) {
      span = narrower
      continue
    }
    if (listed === 'many') await skip(turn, span, endpoint)
    else await compare(turn, { endpoint, listing: settledOf(listed, span, startedAt) })
    const next = spanAfter(span, startedAt)
    if (next !== null) {
      const until = new Date(deps.now().getTime() + leaseMs)
      const kept = await keepClaim(deps.db, turn.key, {
        until,
        goodAt: goodAtAfter(span, startedAt),
      })
      if (kept === null) return 'lost'
      turn.key = kept
    }
    isFirst = false
    span = next
  }
  return 'all'
}

const tooSlow =
  'Cal.com took too long to list its bookings. What it lists within three minutes is compared.'

async function list(
  { deps, untilMs, signal }: Turn,
  access: CalcomAccess,
  { span, isLast }: { span: Span; isLast: boolean },
): Promise<CalcomListing | 'many' | 'slow'> {
  const patienceMs = untilMs - performance.now()
  const most = isLast ? mostBookings : mostOfSpan
  try {
    return await listCalcomBookings(deps.outgoing, access, { ...span, patienceMs, most, signal })
  } catch (error) {
    if (error instanceof CalcomTooMany) return 'many'
    if (error instanceof CalcomTooSlow) return 'slow'
    throw error
  }
}

type Endpoint = Awaited<ReturnType<typeof getEndpoint>>

async function compare(
  { deps, key: { workspaceId, endpointId }, signal, found }: Turn,
  { endpoint, listing }: { endpoint: Endpoint; listing: CalcomListing },
): Promise<void> {
  const place = { workspaceId, endpointId }
  const { comparison } = await reconcile(deps, place, listing, limitsOf.api)
  const tell = (count: number) => audit(deps, { endpoint, workspaceId, details: { count } })
  const done = await applyGaps(deps, endpoint, { gaps: comparison.gaps, tell, signal })
  found.compared += listing.bookings.length
  found.applied += done.applied
  found.unmatched += done.unmatched + done.closed
}

/** Leaves minutes out of which Cal.com lists more than can be compared, and says so for good. */
async function skip(turn: Turn, { from, until }: Span, endpoint: Endpoint): Promise<void> {
  const skippedFrom = from.toISOString()
  const skippedUntil = (until ?? turn.startedAt).toISOString()
  const details = { count: 0, skippedFrom, skippedUntil }
  await audit(turn.deps, { endpoint, workspaceId: turn.key.workspaceId, details })
  turn.skipped.push(`${skippedFrom} to ${skippedUntil}`)
}

function audit(
  { db, now }: Deps,
  {
    endpoint: { id, name },
    workspaceId,
    details,
  }: { endpoint: Endpoint; workspaceId: string; details: Record<string, string | number> },
): Promise<void> {
  const target = { id, name }
  const event = { action: 'bookings_reconciled', actor: systemActor, target, details } as const
  return recordAudit(db, workspaceId, event, now())
}

function settleGood(
  { deps: { db, now }, key, startedAt, found, skipped }: Turn,
  end: 'all' | 'some',
): Promise<void> {
  return settleRun(db, key, {
    ...{ startedAt, found, problem: skipped.length === 0 ? null : skippedText(skipped) },
    nextRunAt:
      end === 'all'
        ? new Date(startedAt.getTime() + key.everyHours * hour)
        : new Date(now().getTime() + minute),
    goodAt: end === 'all' ? startedAt : null,
  })
}

function skippedText(skipped: string[]): string {
  const times = skipped.length > 3 ? [...skipped.slice(0, 3), '…'] : skipped
  return `Cal.com lists too many bookings that were made or changed within minutes: ${times.join(', ')}. These were left out. Compare a CSV of these days.`
}

async function settleFailed({ deps, key, startedAt }: Turn, error: unknown): Promise<void> {
  const isKnown = error instanceof CalcomError || error instanceof DecryptionError
  // What other errors say may name people.
  if (!isKnown) deps.reportError(error, 'Bookings could not be compared with Cal.com')
  await settleRun(deps.db, key, {
    problem: isKnown ? error.message : 'Something went wrong here. It has been logged.',
    nextRunAt: retryAt(
      { everyHours: key.everyHours, lastFailedAt: key.problem === null ? null : key.lastRunAt },
      startedAt,
    ),
    ...{ startedAt, goodAt: null, found: null },
  })
}
