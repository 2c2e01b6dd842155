import { sql, type SQL } from 'drizzle-orm'

import type { StoredEvent } from '@solar-capture/core/booking-event'

import { contactsOf, type NewDelivery } from './arrival.ts'
import type { Statement } from './statement.ts'
import type { NewRows } from './write-rows.ts'

/** What is written of a delivery. */
export type Settled =
  | { kind: 'new'; id: string; row: NewDelivery }
  /** It was there before, and is applied anew. */
  | { kind: 'again'; id: string; row: NewDelivery }
  /** The body came once more at `at`. */
  | { kind: 'repeat'; id: string; at: Date }

/** The rows that are written of deliveries and booking events. */
export function rowsOfReceived(
  settled: Settled[],
  news: StoredEvent[],
): Pick<NewRows, 'deliveries' | 'repeats' | 'events' | 'contacts'> {
  const repeats = countRepeats(settled)
  const deliveries = settled.flatMap((one) => {
    if (one.kind !== 'new') return []
    // It cannot be written and counted up by one statement.
    const repeat = repeats.get(one.id)
    repeats.delete(one.id)
    const { duplicates, lastDuplicateAt } = one.row
    return [
      {
        ...one.row,
        duplicates: duplicates + (repeat?.times ?? 0),
        lastDuplicateAt: repeat?.last ?? lastDuplicateAt,
      },
    ]
  })
  const events = news.map(toRow)
  return {
    ...{ deliveries, repeats: [...repeats.values()], events },
    contacts: events.flatMap(({ contacts, uid }) => contacts.map((contact) => ({ contact, uid }))),
  }
}

function countRepeats(settled: Settled[]) {
  const repeats = new Map<string, { id: string; times: number; last: Date }>()
  for (const one of settled) {
    if (one.kind !== 'repeat') continue
    const { id, at } = one
    const before = repeats.get(id)
    const last = before && before.last > at ? before.last : at
    repeats.set(id, { id, times: (before?.times ?? 0) + 1, last })
  }
  return repeats
}

/** The statements that write deliveries that are applied anew: at most one. */
export function writeAgain(workspaceId: string, settled: Settled[]): Statement[] {
  const again = settled.flatMap((one) => (one.kind === 'again' ? [one.row] : []))
  return again.length > 0 ? [applyAgain(workspaceId, again)] : []
}

function applyAgain(workspaceId: string, rows: NewDelivery[]): SQL {
  const outcomes = rows.map((row) => {
    const { id, outcome, heldReason, cause, effect, leadId, bookingId, attempts, retryAt } = row
    return {
      ...{ id, outcome, held_reason: heldReason, cause, effect },
      ...{ lead_id: leadId, booking_id: bookingId, attempts, retry_at: retryAt },
    }
  })
  return sql`
    update deliveries set outcome = applied.outcome, held_reason = applied.held_reason, cause = applied.cause,
      effect = applied.effect, lead_id = applied.lead_id, booking_id = applied.booking_id,
      attempts = applied.attempts, retry_at = applied.retry_at
    from json_populate_recordset(null::deliveries, ${JSON.stringify(outcomes)}::text::json) as applied
    where deliveries.workspace_id = ${workspaceId}::uuid and deliveries.id = applied.id`
}

function toRow({ fingerprint, deliveryId, event }: StoredEvent) {
  return {
    fingerprint: Buffer.from(fingerprint, 'hex'),
    deliveryId,
    uid: event.uid,
    rescheduleUid: event.rescheduleUid,
    contacts: contactsOf(event),
    leadId: event.leadId,
    event,
  }
}
