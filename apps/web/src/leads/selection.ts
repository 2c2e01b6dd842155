import type { LeadRow } from '../trpc.ts'

/** What is kept of a selected lead: enough to take back what is done with it. */
export type Picked = Pick<LeadRow, 'id' | 'stage' | 'owner'>

/** By the id of the lead, in the order of selecting. */
export type PickedLeads = ReadonlyMap<string, Picked>

export const nothingPicked: PickedLeads = new Map()

/** As many as one can select. */
export const mostPicked = 10_000

/** With a lead selected that was not, or the other way round. */
export function toggled(picked: PickedLeads, lead: Picked): PickedLeads {
  if (!picked.has(lead.id)) return added(picked, [lead])
  const rest = new Map(picked)
  rest.delete(lead.id)
  return rest
}

/** With leads selected, too, as far as there is room for them. */
export function added(picked: PickedLeads, leads: readonly Picked[]): PickedLeads {
  const all = new Map(picked)
  for (const { id, stage, owner } of leads) {
    if (all.size < mostPicked || all.has(id)) all.set(id, { id, stage, owner })
  }
  return all
}

/**
 * With all selected from the lead with the id `from` to that at `to`, whichever comes first in `leads`. Without a `from` that is
 * listed, with the one at `to`.
 */
export function ranged(
  picked: PickedLeads,
  leads: readonly Picked[],
  from: string | null,
  to: number,
): PickedLeads {
  const found = leads.findIndex(({ id }) => id === from)
  const start = found === -1 ? to : found
  return added(picked, leads.slice(Math.min(start, to), Math.max(start, to) + 1))
}
