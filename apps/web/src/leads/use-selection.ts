import { useState } from 'react'

import {
  added,
  nothingPicked,
  type Picked,
  type PickedLeads,
  ranged,
  toggled,
} from './selection.ts'

/** What is selected of the leads. */
export type Selection = {
  picked: PickedLeads
  /** Whether every lead that is loaded is selected. */
  isAll: boolean
  /** Selects the lead at an index or no longer; with `isRange` all from the last one to it. */
  toggle: (index: number, isRange: boolean) => void
  /** Selects every lead that is loaded, or none. */
  toggleAll: () => void
  add: (leads: readonly Picked[]) => void
  clear: () => void
}

type Chosen = { key: string; picked: PickedLeads; last: string | null }

/** Keeps what is selected of a list, as long as it shows the leads of the same filter, whose `key` is given. */
export function useSelection(leads: readonly Picked[], key: string): Selection {
  const nothing: Chosen = { key, picked: nothingPicked, last: null }
  const [kept, setChosen] = useState(nothing)
  const { picked, last } = kept.key === key ? kept : nothing
  const isAll = leads.length > 0 && leads.every(({ id }) => picked.has(id))

  function toggle(index: number, isRange: boolean) {
    const lead = leads[index]
    if (lead === undefined) return
    const next = isRange ? ranged(picked, leads, last, index) : toggled(picked, lead)
    setChosen({ key, picked: next, last: lead.id })
  }
  return {
    picked,
    isAll,
    toggle,
    toggleAll: () => setChosen(isAll ? nothing : { key, picked: added(picked, leads), last }),
    add: (more) =>
      setChosen((now) => ({
        ...{ key, last: null },
        picked: added(now.key === key ? now.picked : nothingPicked, more),
      })),
    clear: () => setChosen(nothing),
  }
}
