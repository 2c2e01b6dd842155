import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

import { bookingStatuses } from '@solar-capture/core/booking'
import type { BookingEvent } from '@solar-capture/core/booking-event'
import type { Actor } from '@solar-capture/core/timeline'

import { bytea, instant, workspaceId } from './columns.ts'
import { leads } from './schema-leads.ts'

export const bookingStatus = pgEnum('booking_status', bookingStatuses)

/** What accepted deliveries said, one row per body. Everything about bookings is derived from these. */
export const bookingEvents = pgTable(
  'booking_events',
  {
    workspaceId: workspaceId(),
    /** SHA-256 of the body. */
    fingerprint: bytea('fingerprint').notNull(),
    /** The delivery that brought it first. */
    deliveryId: uuid('delivery_id').notNull(),
    uid: text('uid').notNull(),
    rescheduleUid: text('reschedule_uid'),
    /** Normalised emails and phones of who may be the booker. */
    contacts: text('contacts').array().notNull(),
    /** The lead whose booking link was used. */
    leadId: uuid('lead_id'),
    /** Only ever read whole. */
    event: json('event').$type<BookingEvent>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.fingerprint] }),
    index('booking_events_by_uid').on(table.workspaceId, table.uid),
    index('booking_events_by_reschedule_uid')
      .on(table.workspaceId, table.rescheduleUid)
      .where(sql`reschedule_uid is not null`),
  ],
)

/** Which uids a contact may be the booker of: what to look at again when a lead gets that contact. */
export const bookingContacts = pgTable(
  'booking_contacts',
  {
    workspaceId: workspaceId(),
    /** Normalised email or phone. */
    contact: text('contact').notNull(),
    uid: text('uid').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.contact, table.uid] })],
)

/**
 * One meeting through all its reschedules, as derived from its booking events. No foreign keys here: the projection writes them, and
 * checking each row costs as much as writing it.
 */
export const bookings = pgTable(
  'bookings',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    leadId: uuid('lead_id'),
    status: bookingStatus('status').notNull(),
    startTime: instant('start_time'),
    endTime: instant('end_time'),
    title: text('title'),
    /** The name of the event type. */
    eventType: text('event_type'),
    eventTypeId: bigint('event_type_id', { mode: 'number' }),
    bookerName: text('booker_name'),
    bookerEmail: text('booker_email'),
    bookerPhone: text('booker_phone'),
    bookerTimeZone: text('booker_time_zone'),
    organizerName: text('organizer_name'),
    organizerTimeZone: text('organizer_time_zone'),
    location: text('location'),
    /** What the booker wrote. */
    additionalNotes: text('additional_notes'),
    rescheduleCount: integer('reschedule_count').notNull(),
    cancellationReason: text('cancellation_reason'),
    cancelledBy: text('cancelled_by'),
    noShow: boolean('no_show').notNull(),
    paid: boolean('paid').notNull(),
    /** Cal.com may have left out what happened to it. */
    needsCheck: boolean('needs_check').notNull(),
    /** When the booking was to take place that this one may replace. */
    mayReplace: instant('may_replace'),
    /** The lead of a booking link that somebody else seems to have used. No foreign key: it is only named. */
    ambiguousLeadId: uuid('ambiguous_lead_id'),
    /** Somebody decided that it needs no lead. */
    ignored: boolean('ignored').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('bookings_unmatched')
      .on(table.workspaceId, table.id)
      .where(sql`lead_id is null and not ignored and status not in ('cancelled', 'rejected')`),
    index('bookings_by_status').on(
      table.workspaceId,
      table.status,
      sql`coalesce(${table.endTime}, ${table.startTime})`,
    ),
    index('bookings_by_event_type').on(table.workspaceId, table.eventTypeId, table.id),
    index('bookings_of_lead').on(table.workspaceId, table.leadId, table.startTime),
  ],
)

/** Which booking a Cal.com uid (and seat, for seated event types) belongs to. */
export const bookingUids = pgTable(
  'booking_uids',
  {
    workspaceId: workspaceId(),
    uid: text('uid').notNull(),
    /** The attendee's email for seated event types, else empty. */
    seat: text('seat').notNull(),
    bookingId: uuid('booking_id').notNull(),
    /** Counts the uids of a booking from 0, the oldest first. */
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.uid, table.seat] }),
    index('booking_uids_of_booking').on(table.workspaceId, table.bookingId),
  ],
)

/** What people decided about bookings that no lead was found for. */
export const bookingDecisions = pgTable(
  'booking_decisions',
  {
    workspaceId: workspaceId(),
    uid: text('uid').notNull(),
    seat: text('seat').notNull(),
    /** The lead that it was linked to; null when it was ignored. */
    leadId: uuid('lead_id'),
    /** Why it was ignored. */
    reason: text('reason'),
    actor: jsonb('actor').$type<Actor>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.uid, table.seat] }),
    foreignKey({
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete('cascade'),
  ],
)
