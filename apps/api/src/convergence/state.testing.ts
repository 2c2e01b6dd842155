import { referenceOutcome } from '@solar-capture/core/reference/model.testing'
import type { History, LeadOutcome, Outcome } from '@solar-capture/core/reference/outcome.testing'
import { nodeKey } from '@solar-capture/core/seats'
import type { Connection } from '@solar-capture/db/connect'

import type { Stage } from './workspace.testing.ts'

/** What is compared of a lead: where it stands, and the names and times of its derived timeline entries. */
type LeadState = Pick<LeadOutcome, 'stageId' | 'setBy' | 'bookedAt' | 'name'> & {
  pinned: boolean
  entries: string[]
}
type BookingState = Omit<Outcome['bookings'][number], 'facts'>

/** All that a history ends in, as far as the claim goes. */
export type State = {
  bookings: BookingState[]
  leads: Record<string, LeadState>
  /** Rows that belong to none. */
  orphans: number
}

const byNodes = (a: BookingState, b: BookingState) =>
  JSON.stringify(a.nodes) < JSON.stringify(b.nodes) ? -1 : 1

/** What the reference says of a history, in the form in which the database is read. */
export function toState(history: History): State {
  const { bookings, leads } = referenceOutcome(history)
  const pinned = new Set(history.leads.filter(({ base }) => base.pinned).map(({ id }) => id))
  return {
    bookings: bookings.map(({ facts: _, ...booking }) => booking).toSorted(byNodes),
    leads: Object.fromEntries(
      Object.entries(leads).map(([id, { moves, withheld, ...lead }]) => {
        const own = bookings.filter((booking) => booking.lead === id)
        const entries = [
          ...own.flatMap(({ facts }) => facts.map(([kind, key, at]) => `${at} ${kind} ${key}`)),
          ...moves.map(({ at, factKey }) => `${at} moved ${factKey}`),
          ...withheld.map(({ at, factKey }) => `${at} withheld ${factKey}`),
        ]
        return [id, { ...lead, pinned: pinned.has(id), entries: entries.toSorted() }]
      }),
    ),
    orphans: 0,
  }
}

/** Rows as the statement below makes them, with times as PostgreSQL writes them. */
type BookingJson = Omit<BookingState, 'nodes'> & { nodes: [uid: string, seat: string][] }
type LeadJson = Omit<LeadState, 'entries'> & {
  id: string
  derived: boolean
  contact: string
  entries: { kind: string; at: string; key: string }[]
}

/** Reads what a workspace's deliveries ended in. */
export async function readState(sql: Connection['sql'], stage: Stage): Promise<State> {
  const { workspaceId } = stage
  const [row] = await sql<{ bookings: BookingJson[]; leads: LeadJson[]; orphans: number }[]>`
    select (
      select coalesce(json_agg(json_build_object(
        'nodes', (select json_agg(json_build_array(uid, seat)) from booking_uids
          where workspace_id = ${workspaceId} and booking_id = bookings.id),
        'current', status, 'startTime', start_time, 'endTime', end_time,
        'bookerEmail', booker_email, 'bookerPhone', booker_phone, 'rescheduleCount', reschedule_count,
        'cancellationReason', cancellation_reason, 'cancelledBy', cancelled_by, 'noShow', no_show,
        'paid', paid, 'needsCheck', needs_check, 'mayReplace', may_replace,
        'ambiguous', ambiguous_lead_id is not null, 'ignored', ignored, 'lead', lead_id)), '[]')
      from bookings where workspace_id = ${workspaceId}
    ) as bookings, (
      select coalesce(json_agg(json_build_object(
        'id', id, 'stageId', stage_id, 'setBy', stage_set_by, 'bookedAt', booked_at, 'name', name,
        'pinned', pinned, 'derived', derived, 'contact', coalesce(email, phone),
        'entries', (select coalesce(json_agg(json_build_object('kind', kind, 'at', at, 'key', fact_key)), '[]')
          from timeline_entries where workspace_id = ${workspaceId} and lead_id = leads.id
            and fact_key is not null and fact_key <> 'captured'))), '[]')
      from leads where workspace_id = ${workspaceId}
    ) as leads, (
      select count(*)::int from timeline_entries where workspace_id = ${workspaceId}
        and lead_id not in (select id from leads where workspace_id = ${workspaceId})
    ) + (
      select count(*)::int from booking_uids where workspace_id = ${workspaceId}
        and booking_id not in (select id from bookings where workspace_id = ${workspaceId})
    ) as orphans`
  const { bookings, leads, orphans } = row ?? { bookings: [], leads: [], orphans: 0 }
  const names = new Map(
    leads.map(({ id, derived, contact }) => [id, derived ? `auto:${contact}` : id]),
  )
  const nameOf = (id: string) => names.get(id) ?? 'nobody'
  return {
    bookings: bookings
      .map((booking) => ({
        ...booking,
        nodes: booking.nodes.toSorted((a, b) => (nodeKey(...a) < nodeKey(...b) ? -1 : 1)),
        startTime: toInstant(booking.startTime),
        endTime: toInstant(booking.endTime),
        mayReplace: toInstant(booking.mayReplace),
        lead: booking.lead === null ? null : nameOf(booking.lead),
      }))
      .toSorted(byNodes),
    leads: Object.fromEntries(leads.map((lead) => [nameOf(lead.id), toLead(lead)])),
    orphans,
  }
}

function toLead({ stageId, setBy, name, pinned, bookedAt, entries }: LeadJson): LeadState {
  const told = entries.map(({ kind, at, key }) => {
    const factKey = key.replace(/^(moved|withheld):/, '')
    return `${toInstant(at)} ${kind} ${factKey.replace(/:$/, '')}`
  })
  return { stageId, setBy, name, pinned, bookedAt: toInstant(bookedAt), entries: told.toSorted() }
}

function toInstant<T extends string | null>(value: T): T extends null ? null : string
function toInstant(value: string | null): string | null {
  return value === null ? null : new Date(value).toISOString()
}
