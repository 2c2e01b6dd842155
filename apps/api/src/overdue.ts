import { overdueAt } from '@solar-capture/core/quiet'
import { findSilence } from '@solar-capture/db/alarms'
import type { Db } from '@solar-capture/db/connect'
import type { EndpointWatch } from '@solar-capture/db/endpoint-watches'
import type { EndpointPlace } from '@solar-capture/db/last-delivery'

type Watch = Pick<EndpointWatch, 'rhythm' | 'watchedSince'> | null
type Known = { secretSetAt: Date | null; lastAt: Date | null }

/** When an endpoint becomes overdue; null while nothing is known of what is usual, or it is not watched. */
export function overdueOf(watch: Watch, { secretSetAt, lastAt }: Known): Date | null {
  if (!watch?.rhythm || watch.watchedSince === null || secretSetAt === null || lastAt === null) {
    return null
  }
  return overdueAt(watch.rhythm, latest(latest(secretSetAt, lastAt), watch.watchedSince))
}

/**
 * When an endpoint became overdue, if it has an alarm of that, which lasts until something arrives; else when it becomes so, as
 * `overdueOf` says.
 */
export async function findOverdue(
  db: Db,
  place: EndpointPlace,
  watch: Watch,
  known: Known,
): Promise<Date | null> {
  const silence = await findSilence(db, place)
  const lasts = silence !== null && (known.lastAt === null || known.lastAt <= silence.since)
  return lasts ? silence.raisedAt : overdueOf(watch, known)
}

function latest(one: Date, other: Date): Date {
  return other > one ? other : one
}
