import { z } from 'zod'

import { bookingStatuses } from '@solar-capture/core/booking'
import { outcomes } from '@solar-capture/core/delivery'
import { wordEntry } from '@solar-capture/core/word-entry'
import { wordEffect } from '@solar-capture/core/word-outcome'
import type { BookingRow, EntryRow } from '@solar-capture/db/closure'
import type { Plan } from '@solar-capture/db/plan'
import { isSameValue } from '@solar-capture/db/same-value'
import type { Decision } from '@solar-capture/db/settle-arrivals'

import { instant, toInstant } from './routers/shapes.ts'

const bookingState = z.strictObject({
  status: z.enum(bookingStatuses),
  startTime: instant.nullable(),
  endTime: instant.nullable(),
  leadId: z.uuid().nullable(),
})

/** What applying a delivery would change. Times in texts are UTC. */
export const previewShape = z.strictObject({
  outcome: z.enum(outcomes),
  cause: z.string().nullable(),
  effect: z.string().nullable(),
  /** Whether nothing but the delivery's own outcome would change. */
  changesNothing: z.boolean(),
  leads: z.array(
    z.strictObject({
      /** Null for a lead that would be made. */
      id: z.uuid().nullable(),
      name: z.string(),
      /** Null when it would stay where it is. */
      stage: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
      /** Sentences of the timeline that would come or go. */
      added: z.array(z.string()),
      removed: z.array(z.string()),
    }),
  ),
  /** Those of which something changes that is told here; of others, such as a new place, the leads' sentences tell. */
  bookings: z.array(
    z.strictObject({
      title: z.string().nullable(),
      before: bookingState.nullable(),
      after: bookingState.nullable(),
    }),
  ),
})

type Preview = z.output<typeof previewShape>

/** The dry run of one delivery as tools see it. */
export function viewPreview({ settled, plan }: Decision): Preview {
  const [first] = settled
  if (!first || first.kind === 'repeat') throw new Error('A dry run settles its delivery.')
  const { outcome, cause, effect } = first.row
  const leads = plan ? viewLeads(plan) : []
  const bookings = plan ? viewBookings(plan) : []
  return {
    ...{ outcome, cause, effect: effect && wordEffect(effect, 'UTC') },
    changesNothing: leads.length + bookings.length === 0,
    leads,
    bookings: bookings.filter(({ before, after }) => !isSameValue(before, after)),
  }
}

function viewLeads({ before, leads, made }: Plan): Preview['leads'] {
  const old = new Map(before.leads.map((lead) => [lead.id, lead]))
  const isMade = new Map(made.changed.map((lead) => [lead.id, lead]))
  const entriesBefore = new Map(before.entries.map((entry) => [entry.id, entry]))
  const stageName = (id: string | undefined) =>
    before.stages.find((stage) => stage.id === id)?.name ?? null
  const removed = leads.goneEntryIds.flatMap((id) => entriesBefore.get(id) ?? [])
  const replaced = leads.changedEntries.flatMap(({ id }) => entriesBefore.get(id) ?? [])
  const stageAfter = new Map(
    [...leads.changed, ...made.changed].map(({ id, stageId }) => [id, stageId]),
  )
  const ids = new Set([
    ...stageAfter.keys(),
    ...made.goneIds,
    ...leads.changedEntries.map(({ leadId }) => leadId),
  ])
  return [...ids].map((id) => {
    const from = stageName(old.get(id)?.stageId)
    const isGone = made.goneIds.includes(id)
    const to = isGone ? null : (stageName(stageAfter.get(id)) ?? from)
    const sentences = (rows: EntryRow[]) =>
      rows.filter(({ leadId }) => leadId === id).map(({ detail }) => wordEntry(detail, 'UTC'))
    const [added, gone] = [sentences(leads.changedEntries), sentences([...removed, ...replaced])]
    return {
      id: old.has(id) ? id : null,
      name: old.get(id)?.name ?? isMade.get(id)?.name ?? '',
      stage: from === to ? null : { from, to },
      // An entry that only changes its time, or gives way to one in the same words, is no news.
      added: without(added, gone),
      removed: without(gone, added),
    }
  })
}

/** The sentences of `all` that are not among `others`, each as often as it is more often there. */
function without(all: string[], others: string[]): string[] {
  const left = [...others]
  return all.filter((sentence) => {
    const index = left.indexOf(sentence)
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}

function viewBookings({ before, bookings }: Plan): Preview['bookings'] {
  const old = new Map(before.bookings.map((booking) => [booking.id, booking]))
  const changed = bookings.changed.map((row) => ({
    title: row.title,
    before: viewState(old.get(row.id)),
    after: viewState(row),
  }))
  const gone = bookings.goneIds.map((id) => ({
    title: old.get(id)?.title ?? null,
    before: viewState(old.get(id)),
    after: null,
  }))
  return [...changed, ...gone]
}

function viewState(row: BookingRow | undefined): z.output<typeof bookingState> | null {
  if (!row) return null
  const { status, startTime, endTime, leadId } = row
  return { status, startTime: toInstant(startTime), endTime: toInstant(endTime), leadId }
}
