import { useSyncExternalStore } from 'react'

import { ago, ahead, exactTime, viewerZone } from '../format.ts'

const listeners = new Set<() => void>()
let current = new Date()

setInterval(() => {
  current = new Date()
  for (const listener of listeners) listener()
}, 20_000)

/** The time, which moves every 20 seconds. */
export function useNow(): Date {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** How long ago something was; the exact time is its tooltip. */
export function Ago({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={exactTime(iso, viewerZone())}>
      {ago(iso, viewerZone(), now)}
    </time>
  )
}

/** How far ahead something is, or `passed` once it is over. */
export function Ahead({ iso, passed = '' }: { iso: string; passed?: string }) {
  const now = useNow()
  return <>{ahead(iso, viewerZone(), now) ?? passed}</>
}
