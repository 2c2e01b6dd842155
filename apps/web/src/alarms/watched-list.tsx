import { useQuery, useSuspenseQuery } from '@tanstack/react-query'

import { Ago, useNow } from '../components/time.tsx'
import { hasRefused } from '../endpoint-state.ts'
import { count, dateAndTime, viewerZone } from '../format.ts'
import * as texts from '../texts/alarms.ts'
import { trpc, type WatchedEndpoint } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { whyUnwatched } from './why-unwatched.ts'

/** What usually arrives at each Cal.com account, and when silence becomes telling. */
export function WatchedList() {
  const { data: watched } = useSuspenseQuery(trpc.alarm.watched.queryOptions())
  const { data: endpoints } = useSuspenseQuery(trpc.endpoint.list.queryOptions())
  const reasons = new Map(endpoints.map((endpoint) => [endpoint.id, whyUnwatched(endpoint)]))
  if (watched.length === 0)
    return <p className={`muted ${styles['plain']}`}>{texts.nothingWatched}</p>
  return (
    <ul className={styles['rows']} aria-label={texts.watched}>
      {watched.map((endpoint) => {
        const reason = reasons.get(endpoint.endpointId) ?? null
        const usual = endpoint.rhythm?.text ?? texts.learning
        return (
          <li key={endpoint.endpointId} className={styles['row']}>
            <strong className={`wrap ${styles['name']}`}>{endpoint.name}</strong>
            <span>{reason === null ? usual : texts.notWatched[reason]}</span>
            <Arrivals endpoint={endpoint} />
          </li>
        )
      })}
    </ul>
  )
}

function Arrivals({ endpoint }: { endpoint: WatchedEndpoint }) {
  const { lastArrivalAt, overdueAt, rhythm } = endpoint
  const now = useNow()
  if (lastArrivalAt === null) return <NoArrival endpointId={endpoint.endpointId} />
  const isQuiet = overdueAt !== null && Date.parse(overdueAt) <= now.getTime()
  return (
    <span className="muted">
      {isQuiet ? texts.quietSince : texts.lastArrival} <Ago iso={lastArrivalAt} />
      {overdueAt !== null &&
        !isQuiet &&
        `, ${texts.quietFrom(dateAndTime(overdueAt, viewerZone(), now))}`}
      {rhythm !== null && ` · ${texts.learnedFrom(count(rhythm.arrivals))}`}
    </span>
  )
}

function NoArrival({ endpointId }: { endpointId: string }) {
  const { data: health } = useQuery(trpc.endpoint.status.queryOptions({ id: endpointId }))
  if (health === undefined) return null
  const words = hasRefused(health) ? texts.neverAccepted : texts.neverArrived
  return <span className="muted">{words}</span>
}
