import { z } from 'zod'

import { bookingStatuses } from '@solar-capture/core/booking'
import { outcomes } from '@solar-capture/core/delivery'
import { maskName } from '@solar-capture/core/mask'
import { maskEntry } from '@solar-capture/core/mask-entry'
import type { EntryDetail } from '@solar-capture/core/timeline'
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

/**
 * What applying a delivery would change. Times in texts are UTC. What only the delivery says is masked until it is revealed, as what it
 * says elsewhere is; leads that are there, and what is on their timelines, are for who may read leads.
 */
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
      /** Masked of one that would be made, until that is revealed. */
      name: z.string(),
      /** Null when it would stay where it is. */
      stage: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
      /** Sentences of the timeline that would come, masked until they are revealed, or go. */
      added: z.array(z.string()),
      removed: z.array(z.string()),
    }),
  ),
  /** Those of which something changes that is told here; of others, such as a new place, the leads' sentences tell. */
  bookings: z.array(
    z.strictObject({
      eventType: z.string().nullable(),
      /** It may name people: one that is not known yet is null until it is revealed. */
      title: z.string().nullable(),
      before: bookingState.nullable(),
      after: bookingState.nullable(),
    }),
  ),
})

type Preview = z.output<typeof previewShape>

/** The dry run of one delivery as tools see it, masked unless it is revealed. */
export function viewPreview({ settled, plan }: Decision, isRevealed: boolean): Preview {
  const [first] = settled
  if (!first || first.kind === 'repeat') throw new Error('A dry run settles its delivery.')
  const { outcome, cause, effect } = first.row
  const leads = plan ? viewLeads(plan, isRevealed) : []
  const bookings = plan ? viewBookings(plan, isRevealed) : []
  return {
    ...{ outcome, cause, effect: effect && wordEffect(effect, 'UTC') },
    changesNothing: leads.length + bookings.length === 0,
    leads,
    bookings: bookings.filter(({ before, after }) => !isSameValue(before, after)),
  }
}

function viewLeads({ before, leads, made }: Plan, isRevealed: boolean): Preview['leads'] {
  const shown = (detail: EntryDetail) => word(isRevealed ? detail : maskEntry(detail))
  const shownName = (name: string) => (isRevealed ? name : maskName(name))
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
    const detailsOf = (rows: EntryRow[]) =>
      rows.filter(({ leadId }) => leadId === id).map(({ detail }) => detail)
    const [added, gone] = [detailsOf(leads.changedEntries), detailsOf([...removed, ...replaced])]
    return {
      id: old.has(id) ? id : null,
      name: old.get(id)?.name ?? shownName(isMade.get(id)?.name ?? ''),
      stage: from === to ? null : { from, to },
      // An entry that only changes its time, or gives way to one in the same words, is no news.
      added: without(added, gone).map(shown),
      removed: without(gone, added).map(word),
    }
  })
}

function word(detail: EntryDetail): string {
  return wordEntry(detail, 'UTC')
}

/** Those of `all` that are not told in the same words among `others`, each as often as it is more often there. */
function without(all: EntryDetail[], others: EntryDetail[]): EntryDetail[] {
  const left = others.map(word)
  return all.filter((detail) => {
    const index = left.indexOf(word(detail))
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}

function viewBookings({ before, bookings }: Plan, isRevealed: boolean): Preview['bookings'] {
  const old = new Map(before.bookings.map((booking) => [booking.id, booking]))
  const changed = bookings.changed.map((row) => ({
    eventType: row.eventType,
    title: isRevealed || row.title === old.get(row.id)?.title ? row.title : null,
    before: viewState(old.get(row.id)),
    after: viewState(row),
  }))
  const gone = bookings.goneIds.map((id) => ({
    eventType: old.get(id)?.eventType ?? null,
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
