import { DomainError } from '@solar-capture/core/errors'
import { compareBookings, type Comparison } from '@solar-capture/core/reconcile'
import { gapBodies } from '@solar-capture/core/reconcile-apply'
import { readBookingsCsv } from '@solar-capture/core/reconcile-csv'
import type { Gap, ListingLimits } from '@solar-capture/core/reconcile-gap'
import { readBookingsIcs } from '@solar-capture/core/reconcile-ics'
import { seatName } from '@solar-capture/core/reconcile-seats'
import { NoListing, type CalcomListing } from '@solar-capture/core/reconcile-source'
import { listForVerification } from '@solar-capture/db/endpoint-secrets'
import {
  listKnownBookings,
  listKnownEventTypes,
  type ListedBooking,
} from '@solar-capture/db/reconciling'
import { countWaiting } from '@solar-capture/db/unmatched'

import type { Deps } from './deps.ts'
import { createReceiver, type Receipt } from './receive.ts'

/** A file of Cal.com's, as text. */
export type ListingFile = { kind: 'csv' | 'ics'; text: string }

export type Reconciliation = {
  comparison: Comparison
  refused: CalcomListing['refused']
  /** The bookings that are here, by id. */
  known: Map<string, ListedBooking>
}

/** What of many bookings became of each when it was applied: how many, by the outcome of their deliveries. */
export type Applied = {
  applied: number
  /** Without a lead, for which they wait. */
  unmatched: number
  /** Without a lead, and cancelled or declined, so that they wait for none. */
  closed: number
  unchanged: number
  failed: number
}

/** What is to be applied, and who writes down that it is. */
type Application = {
  gaps: Gap[]
  tell: (count: number) => Promise<void>
  signal?: AbortSignal | undefined
}

/** What each kind of list leaves open. */
export const limitsOf: Record<ListingFile['kind'] | 'api', ListingLimits> = {
  csv: { tellsPending: false, tellsAskedToMove: true, listsAll: true },
  ics: { tellsPending: true, tellsAskedToMove: false, listsAll: true },
  // What was made or changed of late.
  api: { tellsPending: true, tellsAskedToMove: false, listsAll: false },
}

// What is only here is shown, not worked with: more than this nobody reads.
const mostOnlyHere = 2_000

/** Reads a file. Throws `invalid` when it is none of bookings. */
export function readListing({ kind, text }: ListingFile): CalcomListing {
  try {
    return kind === 'csv' ? readBookingsCsv(text) : readBookingsIcs(text)
  } catch (error) {
    if (error instanceof NoListing) throw new DomainError('invalid', error.message)
    // A quote that is never closed.
    if (kind === 'csv' && error instanceof Error) throw new DomainError('invalid', error.message)
    throw error
  }
}

/** Compares what Cal.com lists with what is here of an endpoint. */
export async function reconcile(
  { db }: Pick<Deps, 'db'>,
  { workspaceId, endpointId }: { workspaceId: string; endpointId: string },
  { bookings, refused }: CalcomListing,
  limits: ListingLimits,
): Promise<Reconciliation> {
  const times = bookings.map(({ startTime }) => Date.parse(startTime))
  const [from, to] = times.length === 0 ? [0, 0] : [least(times), most(times)]
  const known = await listKnownBookings(db, workspaceId, {
    uids: bookings.flatMap(({ uid, previousUid }) =>
      previousUid === null ? [uid] : [uid, previousUid],
    ),
    ...{ endpointId, from: new Date(from), to: new Date(to), most: mostOnlyHere },
  })
  const ids = new Set(bookings.map(({ eventTypeId }) => eventTypeId).filter((id) => id !== null))
  const eventTypes = await listKnownEventTypes(db, workspaceId, [...ids])
  return {
    comparison: compareBookings(bookings, known, limits, eventTypes),
    refused,
    known: new Map(known.map((booking) => [booking.id, booking])),
  }
}

function least(numbers: number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity)
}

function most(numbers: number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), -Infinity)
}

/** Names a gap, the same as long as it is there. */
export function keyOfGap({ kind, booking }: Gap): string {
  return [kind, booking.uid, ...(booking.seated ? [seatName(booking)] : [])].join('/')
}

/**
 * Applies what is missing, each as the delivery that Cal.com would have sent, by the engine that deliveries go through. Any
 * number of times is as once. `tell` writes down in the audit log that it is done, before anything is; where nothing is missing it
 * is not called. Throws `conflict` when the endpoint is not active; the reason of `signal` when that is aborted, with some of it done.
 */
export async function applyGaps(
  deps: Deps,
  endpoint: { publicId: string; mode: string },
  { gaps, tell, signal }: Application,
): Promise<Applied> {
  if (endpoint.mode !== 'active') {
    throw new DomainError('conflict', 'This account receives nothing now. Resume it first.')
  }
  const [row] = await listForVerification(deps.db, [endpoint.publicId])
  if (!row) throw new DomainError('not_found', 'There is no such endpoint.')
  const { id, workspaceId, bodyKey } = row
  const receive = createReceiver(deps)
  const applied: Applied = { applied: 0, unmatched: 0, closed: 0, unchanged: 0, failed: 0 }
  const leadless: string[] = []
  if (gaps.length > 0) await tell(gaps.length)
  // Together they share transactions, as deliveries that come together do; the fold knows their order by itself.
  for (let at = 0; at < gaps.length; at += atOnce) {
    signal?.throwIfAborted()
    const receipts = await Promise.all(
      gaps.slice(at, at + atOnce).map(async (gap) => {
        const receivedAt = deps.now()
        const all = await Promise.all(
          gapBodies(gap, receivedAt.toISOString()).map((body) =>
            receive({
              endpoint: { id, workspaceId, bodyKey },
              ...{ verdict: 'compared' as const, secretVersion: null, mayBeOld: true },
              body: Buffer.from(body),
              ...{ receivedAt, startedAt: performance.now() },
            }),
          ),
        )
        return all.at(-1)
      }),
    )
    for (const receipt of receipts) if (receipt) applied[sortOf(receipt)] += 1
    for (const receipt of receipts) {
      if (receipt?.kind === 'received' && receipt.result === 'unmatched') leadless.push(receipt.id)
    }
  }
  applied.unmatched = await countWaiting(deps.db, workspaceId, leadless)
  applied.closed = leadless.length - applied.unmatched
  return applied
}

const atOnce = 64

function sortOf(receipt: Receipt): keyof Applied {
  if (receipt.kind !== 'received') return 'failed'
  switch (receipt.result) {
    case 'applied':
      return 'applied'
    case 'unmatched':
      return 'unmatched'
    case 'duplicate':
    case 'ignored':
    case 'pong':
      return 'unchanged'
    case 'held':
      return 'failed'
  }
}
