import { z } from 'zod'

import { bookingStatuses } from '@solar-capture/core/booking'
import { entryKinds, type EntryDetail, type EntryKind } from '@solar-capture/core/timeline'
import { wordEntry } from '@solar-capture/core/word-entry'
import { findNextBookings, listBookings } from '@solar-capture/db/bookings'
import type { Db } from '@solar-capture/db/connect'
import { getLead } from '@solar-capture/db/leads'
import { readStageFinder, type StageFinder } from '@solar-capture/db/pipeline'
import { listEntries } from '@solar-capture/db/timeline'

import { publishLead, type Changer } from './change-by.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { instant, stageShape, toInstant } from './routers/shapes.ts'

const status = z.enum(bookingStatuses)

export const nextBookingShape = z
  .strictObject({ startTime: instant.nullable(), endTime: instant.nullable(), status })
  .nullable()

export const actorShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), name: z.string() }),
  z.strictObject({ kind: z.literal('tool'), name: z.string() }),
  z.strictObject({ kind: z.literal('rule'), rule: z.string() }),
  z.strictObject({ kind: z.literal('calcom') }),
])

const entryShape = z.strictObject({
  id: z.uuid(),
  at: instant,
  kind: z.enum(entryKinds),
  actor: actorShape,
  /** The sentence, with times in UTC; `detail` lets a caller word it in another zone. */
  text: z.string(),
  detail: z.custom<EntryDetail>((value) => typeof value === 'object' && value !== null),
  deliveryId: z.uuid().nullable(),
})

/** A page of a timeline, the latest entry first. */
export const timelineShape = z.strictObject({
  items: z.array(entryShape),
  nextCursor: z.string().nullable(),
})

const entryPlace = z.strictObject({
  at: instant,
  position: z.string().regex(/^\d{1,9}$/),
  id: z.uuid(),
})
const firstEntries = 200

export const leadShape = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Normalised. */
  email: z.string().nullable(),
  /** All that bookings are matched by: `email`, and those that it was before. */
  emails: z.array(z.string()),
  /** E.164. */
  phone: z.string().nullable(),
  postcode: z.string().nullable(),
  address: z.string().nullable(),
  source: z.string(),
  owner: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  stage: stageShape,
  /** Since when it is in its stage. */
  stageSince: instant,
  stageSetBy: z.enum(['user', 'rule']),
  pinned: z.boolean(),
  bookedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  nextBooking: nextBookingShape,
  bookings: z.array(
    z.strictObject({
      id: z.uuid(),
      status,
      startTime: instant.nullable(),
      endTime: instant.nullable(),
      title: z.string().nullable(),
      eventType: z.string().nullable(),
      bookerName: z.string().nullable(),
      bookerEmail: z.string().nullable(),
      bookerTimeZone: z.string().nullable(),
      organizerName: z.string().nullable(),
      organizerTimeZone: z.string().nullable(),
      location: z.string().nullable(),
      additionalNotes: z.string().nullable(),
      uids: z.array(z.string()),
      rescheduleCount: z.int(),
      cancellationReason: z.string().nullable(),
      cancelledBy: z.string().nullable(),
      noShow: z.boolean(),
      paid: z.boolean(),
      /** Cal.com may have left out what happened to it: another of its series was cancelled. */
      needsCheck: z.boolean(),
      /** When the booking was to take place that this one may replace: Cal.com did not say which. */
      mayReplace: instant.nullable(),
      /** By whom and when it was linked to the lead; null when it found the lead by itself. */
      link: z.strictObject({ actor: actorShape, at: instant }).nullable(),
    }),
  ),
  /** The last two hundred entries. */
  timeline: z.array(entryShape),
  /** Where `lead.timeline` goes on; null when that is all. */
  timelineCursor: z.string().nullable(),
})

/** A lead with its bookings (latest meeting first) and the last of its timeline (latest entry first), as tools see it. */
export async function readLead(
  db: Db,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<z.output<typeof leadShape>> {
  const [lead, stageOf, bookings, timeline, nextBookings] = await Promise.all([
    getLead(db, workspaceId, id),
    readStageFinder(db, workspaceId),
    listBookings(db, workspaceId, id),
    readTimeline(db, { workspaceId, id, limit: firstEntries }),
    findNextBookings(db, workspaceId, [id], now),
  ])
  const { stageId, stageSince, aliases, ...fields } = lead
  return {
    ...fields,
    stage: pickStage(stageOf, stageId),
    stageSince: toInstant(stageSince ?? lead.createdAt),
    emails: [lead.email, ...aliases].filter((email) => email !== null),
    bookedAt: toInstant(lead.bookedAt),
    createdAt: toInstant(lead.createdAt),
    updatedAt: toInstant(lead.updatedAt),
    nextBooking: toNextBooking(nextBookings.get(id)),
    bookings: bookings.map(
      ({
        workspaceId: _,
        leadId,
        eventTypeId,
        bookerPhone,
        ignored,
        ambiguousLeadId,
        ...booking
      }) => ({
        ...booking,
        startTime: toInstant(booking.startTime),
        endTime: toInstant(booking.endTime),
        mayReplace: toInstant(booking.mayReplace),
        link: booking.link && { actor: booking.link.actor, at: toInstant(booking.link.at) },
      }),
    ),
    timeline: timeline.items,
    timelineCursor: timeline.nextCursor,
  }
}

type Page = { kinds?: EntryKind[] | undefined; cursor?: string | null | undefined; limit: number }

/** A page of a lead's timeline; nothing for a lead that is not there. Throws `invalid` for a cursor of something else. */
export async function readTimeline(
  db: Db,
  { workspaceId, id, kinds, cursor, limit }: Page & { workspaceId: string; id: string },
): Promise<z.output<typeof timelineShape>> {
  const place = cursor == null ? undefined : fromCursor(cursor, entryPlace)
  const after = place && { ...place, position: Number(place.position) }
  const rows = await listEntries(db, workspaceId, id, { kinds, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(({ position: _, ...entry }) => ({
      ...entry,
      at: toInstant(entry.at),
      text: wordEntry(entry.detail, 'UTC'),
    })),
    nextCursor: last
      ? toCursor({ at: toInstant(last.at), position: String(last.position), id: last.id })
      : null,
  }
}

/** The stage with `id` as it is shown with a lead, by `readStageFinder`. Foreign keys make sure that there is one. */
export function pickStage(stageOf: StageFinder, id: string): z.output<typeof stageShape> {
  const stage = stageOf(id)
  if (!stage) throw new Error('A lead stands in a stage that does not exist.')
  const { name, kind, colour } = stage
  return { id: stage.id, name, kind, colour }
}

/** A booking from the database as the next one of a lead. */
export function toNextBooking(
  booking:
    | { startTime: Date | null; endTime: Date | null; status: (typeof bookingStatuses)[number] }
    | undefined,
): z.output<typeof nextBookingShape> {
  if (!booking) return null
  const { startTime, endTime } = booking
  return { startTime: toInstant(startTime), endTime: toInstant(endTime), status: booking.status }
}

/** Tells every open dashboard that a lead changed, and answers the lead. */
export function toldLead(ctx: Changer, id: string): Promise<z.output<typeof leadShape>> {
  publishLead(ctx, id)
  const { deps, workspaceId } = ctx
  return readLead(deps.db, { workspaceId, id, now: deps.now() })
}
