import { foldBookings } from '@solar-capture/core/reference/bookings.testing'
import { referenceOutcome } from '@solar-capture/core/reference/model.testing'
import type { GivenLead, History } from '@solar-capture/core/reference/outcome.testing'
import { findOwners } from '@solar-capture/core/reference/owners.testing'

import type { HandMove, Happening } from './happenings.testing.ts'
import type { Stage } from './workspace.testing.ts'

/** The history that was played with a sequence: the base of each moved lead is its last move. */
export function toPlayed(stage: Stage, sequence: Happening[]): History {
  let { leads } = stage
  for (const [index, { what }] of sequence.entries()) {
    if (!('move' in what)) continue
    const before = arrivedBy(stage, sequence.slice(0, index))
    // Their bases are what earlier moves made them.
    const there = leads.filter((_lead, place) => before.leads.has(place))
    const moved = moveIn(
      { ...stage, events: before.events, leads: there },
      whereTo(stage, what.move),
    )
    leads = leads.map((lead) => (lead.id === moved?.id ? moved : lead))
  }
  return { ...stage, leads }
}

/** A move in a workspace's own ids. */
export function whereTo({ leadsByName, stageIds }: Stage, { leadId, stageId, pin }: HandMove) {
  const [lead, to] = [leadsByName.get(leadId), stageIds.get(stageId)]
  if (!lead || to === undefined) throw new Error('There is no such lead or stage.')
  return { id: lead.id, stageId: to, pin }
}

/** The events that came before, and the places of the leads that were there by then. */
function arrivedBy({ events, leads, captured }: Stage, before: Happening[]) {
  const bodies = new Set(before.map(({ what }) => ('body' in what ? what.body : null)))
  const told = new Set(before.map(({ what }) => ('lead' in what ? what.lead : null)))
  const places = [...leads.entries()].filter(
    ([place, lead]) => !captured.includes(lead) || told.has(place),
  )
  return {
    events: events.filter((_event, body) => bodies.has(body)),
    leads: new Set(places.map(([place]) => place)),
  }
}

/**
 * A lead whose base is a move that was made at the end of a history; null when it stands there already. The
 * move has seen the events that tell of the lead's bookings.
 */
function moveIn(
  history: History,
  { id, stageId, pin }: ReturnType<typeof whereTo>,
): GivenLead | null {
  const lead = history.leads.find((one) => one.id === id)
  const { leads } = referenceOutcome(history)
  const standing = leads[id]
  if (!lead || !standing) throw new Error('A lead is moved before it is there.')
  const pinned = pin ?? lead.base.pinned
  if (stageId === standing.stageId && pinned === lead.base.pinned) return null
  const seen = findOwners(foldBookings(history.events), history)
    .filter((booking) => booking.lead === id)
    .flatMap(({ rows }) => rows.map(({ stored }) => stored.fingerprint))
  return {
    ...lead,
    base: { stageId, setBy: 'user', seen, pinned },
  }
}
