import { useState, useSyncExternalStore } from 'react'

import type { Delivery } from '../trpc.ts'

/**
 * What of a list that grows at its top is shown: all of it while `isLive` and at the top of the page, else nothing that came
 * since. `waiting` is how many have come, `show` shows them. `filter` is what the list shows, null while that is on its
 * way: with another one it begins anew.
 */
export function useTail(deliveries: Delivery[], filter: string | null, isLive: boolean) {
  const atTop = useSyncExternalStore(onScroll, isAtTop)
  const newest = deliveries[0]?.id ?? ''
  const [seen, setSeen] = useState({ filter, first: newest, newest })
  const follows = isLive && atTop

  // What was there at first is not new, and what is followed has been seen.
  const begins = seen.filter !== filter || (seen.first === '' && newest !== '')
  if (filter !== null && begins) setSeen({ filter, first: newest, newest })
  else if (filter !== null && follows && seen.newest !== newest) setSeen({ ...seen, newest })

  const showsAll = follows || begins || filter === null
  const shown = showsAll ? deliveries : deliveries.filter(({ id }) => id <= seen.newest)
  return {
    shown,
    waiting: deliveries.length - shown.length,
    isNew: ({ id }: Delivery) => !begins && id > seen.first,
    show: () => {
      setSeen({ ...seen, newest })
      window.scrollTo({ top: 0 })
    },
  }
}

const near = 120

function isAtTop(): boolean {
  return window.scrollY < near
}

function onScroll(listener: () => void): () => void {
  window.addEventListener('scroll', listener, { passive: true })
  return () => window.removeEventListener('scroll', listener)
}
