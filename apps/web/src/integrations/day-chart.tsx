import { useQuery } from '@tanstack/react-query'

import { clockOf, viewerZone } from '../format.ts'
import * as texts from '../texts/integrations.tsx'
import { trpc, type EndpointHealth } from '../trpc.ts'
import styles from './day-chart.module.css'

const height = 28

/** What came in each of the last 24 hours: what was refused stands on top, hatched, of what was received. */
export function DayChart({ endpointId, health }: { endpointId: string; health: EndpointHealth }) {
  const { data: watched } = useQuery(trpc.alarm.watched.queryOptions())
  const rhythm = watched?.find((one) => one.endpointId === endpointId)?.rhythm
  const most = Math.max(1, ...health.hours.map((hour) => hour.applied + hour.rejected + hour.other))
  const tall = (amount: number) => (amount === 0 ? 0 : Math.max(2, (amount / most) * height))
  return (
    <section className={styles['day']} aria-label={texts.last24Hours}>
      <span className={styles['title']}>{texts.last24Hours}</span>
      <span className={styles['bars']} aria-hidden>
        {health.hours.map((hour) => (
          <span
            key={hour.hour}
            className={styles['hour']}
            title={texts.hourInWords(clockOf(hour.hour, viewerZone()), hour)}
          >
            <span className={styles['refused']} style={{ height: tall(hour.rejected) }} />
            <span
              className={styles['received']}
              style={{ height: tall(hour.applied + hour.other) }}
            />
          </span>
        ))}
      </span>
      <span className="muted small numbers">{texts.dayInWords(health.last24h)}</span>
      {rhythm && <span className={`muted small ${styles['rhythm']}`}>{rhythm.text}</span>}
    </section>
  )
}
