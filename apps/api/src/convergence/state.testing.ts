import type { LeadOutcome, Outcome } from '@solar-capture/core/reference/outcome.testing'
import { nodeKey } from '@solar-capture/core/seats'
import type { Connection } from '@solar-capture/db/connect'

import type { Stage } from './workspace.testing.ts'

/** What is compared of a lead: where it stands, and the names and times of its derived timeline entries. */
type LeadState = Pick<LeadOutcome, 'stageId' | 'setBy' | 'bookedAt' | 'name'> & {
  entries: string[]
}
type BookingState = Omit<Outcome['bookings'][number], 'facts'>

/** All that a history ends in, as far as the claim goes. */
export type State = { bookings: BookingState[]; leads: Record<string, LeadState> }

const byNodes = (a: BookingState, b: BookingState) =>
  JSON.stringify(a.nodes) < JSON.stringify(b.nodes) ? -1 : 1

/** What the reference says, in the form in which the database is read. */
export function toState({ bookings, leads }: Outcome): State {
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
        return [id, { ...lead, entries: entries.toSorted() }]
      }),
    ),
  }
}

type Row = Record<string, unknown>

/** Reads what a workspace's deliveries ended in. */
export async function readState(sql: Connection['sql'], stage: Stage): Promise<State> {
  const [row] = await sql<{ bookings: Row[]; leads: Row[] }[]>`
    select (
      select coalesce(json_agg(json_build_object(
        'nodes', (select json_agg(json_build_array(uid, seat)) from booking_uids
          where workspace_id = ${stage.workspaceId} and booking_id = bookings.id),
        'current', status, 'startTime', start_time, 'endTime', end_time,
        'bookerEmail', booker_email, 'bookerPhone', booker_phone, 'rescheduleCount', reschedule_count,
        'cancellationReason', cancellation_reason, 'cancelledBy', cancelled_by, 'noShow', no_show,
        'paid', paid, 'needsCheck', needs_check, 'mayReplace', may_replace,
        'ambiguous', ambiguous_lead_id is not null, 'ignored', ignored, 'lead', lead_id)), '[]')
      from bookings where workspace_id = ${stage.workspaceId}
    ) as bookings, (
      select coalesce(json_agg(json_build_object(
        'id', id, 'stageId', stage_id, 'setBy', stage_set_by, 'bookedAt', booked_at, 'name', name,
        'derived', derived, 'contact', coalesce(email, phone),
        'entries', (select coalesce(json_agg(json_build_object('kind', kind, 'at', at, 'key', fact_key)), '[]')
          from timeline_entries where workspace_id = ${stage.workspaceId} and lead_id = leads.id
            and fact_key is not null and fact_key <> 'captured'))), '[]')
      from leads where workspace_id = ${stage.workspaceId}
    ) as leads`
  const [bookings, leads] = [row?.bookings ?? [], row?.leads ?? []]
  const names = new Map(
    leads.map((lead) => [lead['id'], lead['derived'] ? `auto:${lead['contact']}` : lead['id']]),
  )
  const nameOf = (id: unknown) => String(names.get(id))
  return {
    bookings: bookings
      .map((booking): BookingState => ({
        // The statement makes them in this shape.
        ...(booking as BookingState),
        nodes: (booking['nodes'] as [string, string][]).toSorted((a, b) =>
          nodeKey(...a) < nodeKey(...b) ? -1 : 1,
        ),
        startTime: toInstant(booking['startTime']),
        endTime: toInstant(booking['endTime']),
        mayReplace: toInstant(booking['mayReplace']),
        lead: booking['lead'] === null ? null : nameOf(booking['lead']),
      }))
      .toSorted(byNodes),
    leads: Object.fromEntries(leads.map((lead) => [nameOf(lead['id']), toLead(lead)])),
  }
}

function toLead(lead: Row): LeadState {
  // As above.
  const { stageId, setBy, name } = lead as LeadState
  const entries = (lead['entries'] as Row[]).map(({ kind, at, key }) => {
    const factKey = String(key).replace(/^(moved|withheld):/, '')
    return `${toInstant(at)} ${kind} ${factKey.replace(/:$/, '')}`
  })
  return {
    stageId,
    setBy,
    name,
    bookedAt: toInstant(lead['bookedAt']),
    entries: entries.toSorted(),
  }
}

function toInstant(value: unknown): string | null {
  return value === null ? null : new Date(String(value)).toISOString()
}
