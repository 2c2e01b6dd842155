import { sql, type SQL } from 'drizzle-orm'

import type { StoredEvent } from '@solar-capture/core/booking-event'

import { contactsOf, type NewDelivery } from './arrival.ts'
import { writeRows } from './json-rows.ts'
import { bookingEvents, deliveries } from './schema.ts'
import type { Statement } from './statement.ts'

/** What is written of a delivery. */
export type Settled =
  | { kind: 'new'; id: string; row: NewDelivery }
  /** It was there before, and is applied anew. */
  | { kind: 'again'; id: string; row: NewDelivery }
  /** The body came once more at `at`. */
  | { kind: 'repeat'; id: string; at: Date }

/** The statements that write deliveries and booking events: at most one for each kind, however many rows. */
export function writeReceived(
  workspaceId: string,
  settled: Settled[],
  news: StoredEvent[],
): Statement[] {
  const fresh = settled.flatMap((one) => (one.kind === 'new' ? [one.row] : []))
  const again = settled.flatMap((one) => (one.kind === 'again' ? [one.row] : []))
  const repeats = settled.filter((one) => one.kind === 'repeat')
  const events = news.map((stored) => toRow(workspaceId, stored))
  return [
    ...(fresh.length > 0 ? [writeRows(deliveries, fresh)] : []),
    ...(again.length > 0 ? [applyAgain(workspaceId, again)] : []),
    ...(repeats.length > 0 ? [countRepeats(workspaceId, repeats)] : []),
    ...(events.length > 0
      ? [writeRows(bookingEvents, events, ['workspace_id', 'fingerprint']), addContacts(events)]
      : []),
  ]
}

function countRepeats(workspaceId: string, repeats: { id: string; at: Date }[]): SQL {
  return sql`
    update deliveries set duplicates = duplicates + times, last_duplicate_at = greatest(last_duplicate_at, last)
    from (
      select id as repeated, count(*)::int as times, max(at) as last
      from json_to_recordset(${JSON.stringify(repeats)}::text::json) as repeat(id uuid, at timestamptz) group by id
    ) as repeats
    where workspace_id = ${workspaceId}::uuid and id = repeated`
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

function addContacts(events: ReturnType<typeof toRow>[]): SQL {
  const rows = events.flatMap(({ workspaceId, contacts, uid }) =>
    contacts.map((contact) => ({ workspace_id: workspaceId, contact, uid })),
  )
  return sql`
    insert into booking_contacts (workspace_id, contact, uid)
    select workspace_id, contact, uid
      from json_populate_recordset(null::booking_contacts, ${JSON.stringify(rows)}::text::json)
    on conflict do nothing`
}

function toRow(workspaceId: string, { fingerprint, deliveryId, event }: StoredEvent) {
  return {
    workspaceId,
    fingerprint: Buffer.from(fingerprint, 'hex'),
    deliveryId,
    uid: event.uid,
    rescheduleUid: event.rescheduleUid,
    contacts: contactsOf(event),
    leadId: event.leadId,
    event,
  }
}
