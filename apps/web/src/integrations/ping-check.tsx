import { Loader } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Ago } from '../components/time.tsx'
import { isProved } from '../endpoint-state.ts'
import * as texts from '../texts/integrations.tsx'
import { type Delivery, type Endpoint, trpc } from '../trpc.ts'
import styles from './calcom-block.module.css'
import { type Check, isOutdated, readArrival } from './read-arrival.ts'

type Props = {
  endpoint: Endpoint
  lastPingAt: string | null
  /** Whether what comes is refused. */
  isRefused: boolean
}

/** Waits for what Cal.com sends while this page is open, and says how far it came. */
export function PingCheck({ endpoint, lastPingAt, isRefused }: Props) {
  const { data } = useQuery(trpc.delivery.list.queryOptions({ endpointId: endpoint.id, limit: 1 }))
  const latest = data?.items[0]
  const arrived = useArrival(data === undefined ? undefined : (latest ?? null))
  // What comes to one that is switched off is not kept, either.
  const isUnheard = data?.items.length === 0 && endpoint.mode !== 'disabled'
  const secretSetAt = endpoint.secret?.setAt ?? null
  const isConnected = isProved(endpoint)
  const shown =
    arrived !== null && !isOutdated(arrived, { secretSetAt, isProved: isConnected })
      ? arrived
      : null
  const wentThrough =
    isConnected && !isRefused && lastPingAt !== null && lastPingAt >= (secretSetAt ?? '')

  return (
    <>
      <p>{texts.pingText}</p>
      <div aria-live="polite">
        {shown !== null ? (
          <ul className={styles['check']}>
            {readArrival(shown).checks.map((check) => (
              <CheckItem key={check.label} check={check} />
            ))}
          </ul>
        ) : (
          // Nobody has to wait for another one.
          !wentThrough && (
            <ul className={styles['check']}>
              <li>
                <Loader size={16} color="var(--tone-blue-dot)" /> {texts.listening}
              </li>
            </ul>
          )
        )}
      </div>
      <p className={styles['after']}>
        {shown !== null
          ? readArrival(shown).summary
          : lastPingAt === null
            ? texts.resultComes
            : (isConnected ? texts.lastPing : texts.lastPingWithOldSecret)(
                <Ago iso={lastPingAt} />,
              )}
        {shown === null && wentThrough && ` ${texts.anotherComes}`}
        {shown === null && isUnheard && ` ${texts.nothingComes}`}
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
