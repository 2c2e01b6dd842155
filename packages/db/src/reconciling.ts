import { sql } from 'drizzle-orm'

import type { BookingStatus } from '@solar-capture/core/booking'
import type { BookingTrigger } from '@solar-capture/core/booking-event'
import {
  toldOf,
  type KnownBooking,
  type KnownEventTypes,
} from '@solar-capture/core/reconcile-known'

import type { Db } from './connect.ts'

/** A booking that is here, with what is shown of it. */
export type ListedBooking = KnownBooking & { name: string | null; leadId: string | null }

type Row = {
  id: string
  uids: string[]
  seat: string
  status: BookingStatus
  startTime: number | null
  name: string | null
  email: string | null
  leadId: string | null
  told: { trigger: BookingTrigger; sentAt: string }[] | null
}

/**
 * The bookings that have one of `uids`, and those that an endpoint told of and that are neither cancelled nor declined and
 * start between `from` and `to`, at most `most` of these.
 */
export async function listKnownBookings(
  db: Db,
  workspaceId: string,
  {
    uids,
    endpointId,
    from,
    to,
    most,
  }: {
    uids: string[]
    endpointId: string
    from: Date
    to: Date
    most: number
  },
): Promise<ListedBooking[]> {
  const rows = await db.execute<Row>(sql`
    with listed as (
      select distinct booking_id as id from booking_uids
      where workspace_id = ${workspaceId}::uuid
        and uid in (select uid from json_array_elements_text(${JSON.stringify(uids)}::text::json) as given(uid))
    ), timely as (
      select id from bookings as booking
      where workspace_id = ${workspaceId}::uuid
        and status in ('requested', 'confirmed', 'reschedule_requested', 'completed')
        and coalesce(end_time, start_time) >= ${from.toISOString()}::timestamptz
        and coalesce(end_time, start_time) <= ${to.toISOString()}::timestamptz + interval '1 day'
        and start_time <= ${to.toISOString()}::timestamptz
        and exists (
          select from booking_uids as own
          join booking_events as fact on fact.workspace_id = own.workspace_id and fact.uid = own.uid
          join deliveries as delivery on delivery.workspace_id = fact.workspace_id and delivery.id = fact.delivery_id
          where own.workspace_id = ${workspaceId}::uuid and own.booking_id = booking.id
            and delivery.endpoint_id = ${endpointId}::uuid
        )
      limit ${most}
    )
    select booking.id, booking.status, extract(epoch from booking.start_time)::float8 as "startTime",
      coalesce(lead.name, booking.booker_name) as name, booking.booker_email as email, booking.lead_id as "leadId",
      (select array_agg(uid order by position) from booking_uids as own
        where own.workspace_id = ${workspaceId}::uuid and own.booking_id = booking.id) as uids,
      (select seat from booking_uids as own
        where own.workspace_id = ${workspaceId}::uuid and own.booking_id = booking.id
        order by position desc limit 1) as seat,
      (select json_agg(json_build_object('trigger', trigger, 'sentAt', sent_at) order by sent_at, trigger <> 'BOOKING_REQUESTED') from (
        select fact.event->>'trigger' as trigger, fact.event->>'sentAt' as sent_at
        from booking_uids as own
        join booking_events as fact on fact.workspace_id = own.workspace_id and fact.uid = own.uid
        where own.workspace_id = ${workspaceId}::uuid and own.booking_id = booking.id
          -- Of a slot that several can book, what is of this seat, or of all.
          and (own.seat = '' or json_array_length(fact.event->'attendees') <> 1
            or own.seat in (fact.event#>>'{attendees,0,email}', fact.event#>>'{attendees,0,phone}'))
      ) as fact) as told
    from bookings as booking
    left join leads as lead on lead.workspace_id = booking.workspace_id and lead.id = booking.lead_id
    where booking.workspace_id = ${workspaceId}::uuid
      and booking.id in (select id from listed union select id from timely)`)
  return rows.map(({ startTime, uids: own, told, ...row }) => ({
    ...row,
    ...toldOf(told ?? []),
    uids: [...new Set(own)],
    startTime: startTime === null ? null : new Date(startTime * 1000).toISOString(),
  }))
}

// Enough to tell how an event type is set now.
const newestBookings = 50

/** What is known of event types by what Cal.com sent of their newest bookings; what comparing brought in tells nothing of them. */
export async function listKnownEventTypes(
  db: Db,
  workspaceId: string,
  ids: number[],
): Promise<KnownEventTypes> {
  const rows = await db.execute<{ id: number; isSeated: boolean; asksHost: boolean }>(sql`
    select event_type.id::float8 as id,
      bool_or((fact.event->>'seated')::boolean) as "isSeated",
      bool_or(fact.event->>'trigger' = 'BOOKING_REQUESTED') as "asksHost"
    from (select distinct id::bigint as id from json_array_elements_text(${JSON.stringify(ids)}::text::json) as given(id)) as event_type
    cross join lateral (
      select id from bookings
      where workspace_id = ${workspaceId}::uuid and event_type_id = event_type.id
      order by id desc limit ${newestBookings}
    ) as booking
    join booking_uids as own on own.workspace_id = ${workspaceId}::uuid and own.booking_id = booking.id
    join booking_events as fact on fact.workspace_id = own.workspace_id and fact.uid = own.uid
    join deliveries as delivery on delivery.workspace_id = fact.workspace_id and delivery.id = fact.delivery_id
    where delivery.verdict <> 'compared'
      and fact.event->>'trigger' in ('BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_RESCHEDULED')
    group by event_type.id`)
  return new Map(rows.map(({ id, ...known }) => [id, known]))
}
