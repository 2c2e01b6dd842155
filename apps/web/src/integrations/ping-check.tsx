import { Loader } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/integrations.tsx'
import { type Delivery, type Endpoint, trpc } from '../trpc.ts'
import styles from './calcom-block.module.css'
import { type Check, readArrival } from './read-arrival.ts'

type Props = { endpoint: Endpoint; lastPingAt: string | null }

/** Waits for what Cal.com sends while this page is open, and says how far it came. */
export function PingCheck({ endpoint, lastPingAt }: Props) {
  const { data } = useQuery(trpc.delivery.list.queryOptions({ endpointId: endpoint.id, limit: 1 }))
  const latest = data?.items[0]
  const arrived = useArrival(data === undefined ? undefined : (latest ?? null))

  return (
    <>
      <p>{texts.pingText}</p>
      <ul className={styles['check']} aria-live="polite">
        {arrived === null ? (
          <li>
            <Loader size={16} color="var(--tone-blue-dot)" /> {texts.listening}
          </li>
        ) : (
          readArrival(arrived).checks.map((check) => <CheckItem key={check.label} check={check} />)
        )}
      </ul>
      <p className={styles['after']}>
        {arrived !== null
          ? readArrival(arrived).summary
          : lastPingAt === null
            ? texts.resultComes
            : texts.lastPing(<Ago iso={lastPingAt} />)}
      </p>
    </>
  )
}

const looks = {
  good: { icon: IconCircleCheck, tone: 'green' },
  bad: { icon: IconCircleX, tone: 'red' },
  open: { icon: IconCircleDashed, tone: 'grey' },
} as const

function CheckItem({ check: { label, result } }: { check: Check }) {
  const { icon: Icon, tone } = looks[result]
  return (
    <li data-tone={tone}>
      <Icon size={18} aria-hidden />
      {label}
    </li>
  )
}

/** The latest delivery once it is another than the first one seen; undefined means not known yet. */
function useArrival(latest: Delivery | null | undefined): Delivery | null {
  const [before, setBefore] = useState<string | null | undefined>()
  if (latest === undefined) return null
  if (before === undefined) {
    setBefore(latest?.id ?? null)
    return null
  }
  return latest?.id === before ? null : latest
}
