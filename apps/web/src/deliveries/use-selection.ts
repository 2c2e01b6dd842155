import { useState } from 'react'

import type { Delivery } from '../trpc.ts'

/** As many as the API takes at once. */
const most = 200

/** What is selected of a list. */
export type Selection = {
  ids: ReadonlySet<string>
  /** Those of them that are held. */
  heldIds: string[]
  isAll: boolean
  /** Whether there is one that can be selected. */
  hasAny: boolean
  /** Of a refused request nothing is kept to be applied; and there is a limit. */
  canTake: (delivery: Delivery) => boolean
  toggle: (delivery: Delivery) => void
  toggleAll: () => void
  clear: () => void
}

/** Keeps what is selected of the deliveries in a list, as long as the list shows the same `filter`. */
export function useSelection(deliveries: Delivery[], filter: string): Selection {
  const [chosen, setChosen] = useState<{ filter: string; ids: ReadonlySet<string> }>({
    filter,
    ids: new Set(),
  })
  const ids = chosen.filter === filter ? chosen.ids : new Set<string>()
  const choose = (next: Iterable<string>) => setChosen({ filter, ids: new Set(next) })
  const takeable = deliveries.filter(isKept)
  const all = takeable.slice(0, most).map(({ id }) => id)
  const isAll = all.length > 0 && all.every((id) => ids.has(id))

  return {
    ids,
    heldIds: takeable.flatMap(({ id, outcome }) => (outcome === 'held' && ids.has(id) ? [id] : [])),
    isAll,
    hasAny: all.length > 0,
    canTake: (delivery) => isKept(delivery) && (ids.has(delivery.id) || ids.size < most),
    toggle: ({ id }) => choose(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]),
    toggleAll: () => choose(isAll ? [] : all),
    clear: () => choose([]),
  }
}

function isKept({ outcome }: Delivery): boolean {
  return outcome !== 'rejected'
}
