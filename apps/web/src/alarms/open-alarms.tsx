import {
  IconAlertTriangle,
  IconBan,
  IconBellOff,
  IconCircleCheck,
  IconClockPause,
} from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Notice } from '../components/notice.tsx'
import { Ago } from '../components/time.tsx'
import type { Wording } from '../state-words.ts'
import * as texts from '../texts/alarms.ts'
import { type Alarm, trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { whyUnwatched } from './why-unwatched.ts'

const wordings: Record<Alarm['kind'], Pick<Wording, 'tone' | 'icon'>> = {
  quiet: { tone: 'amber', icon: IconClockPause },
  meeting_passed: { tone: 'amber', icon: IconAlertTriangle },
  rejecting: { tone: 'red', icon: IconBan },
  unreadable_secret: { tone: 'red', icon: IconAlertTriangle },
}

/** The alarms that are not over: what happened, what it means and what to do. */
export function OpenAlarms() {
  const { data } = useSuspenseQuery(trpc.alarm.list.queryOptions({}))
  if (data.items.length === 0) return <NoAlarm />
  return (
    <ul className={styles['open']} aria-label={texts.open}>
      {data.items.map((alarm) => (
        <li key={alarm.id}>
          <AlarmNotice alarm={alarm} />
        </li>
      ))}
    </ul>
  )
}

function NoAlarm() {
  const { data: endpoints } = useSuspenseQuery(trpc.endpoint.list.queryOptions())
  const isWatching = endpoints.some((endpoint) => whyUnwatched(endpoint) === null)
  const Icon = isWatching ? IconCircleCheck : IconBellOff
  return (
    <p className={styles['none']} data-tone={isWatching ? 'green' : 'grey'}>
      <Icon size={18} aria-hidden />
      {isWatching ? (
        texts.noAlarm
      ) : (
        <span>
          {texts.noneWatched}{' '}
          <Link to="/settings/integrations" className="quiet-link">
            {texts.toIntegrations}
          </Link>
        </span>
      )}
    </p>
  )
}

/** One alarm, with the way to where it is dealt with. */
export function AlarmNotice({ alarm }: { alarm: Alarm }) {
  return (
    <Notice wording={wordings[alarm.kind]} title={alarm.title}>
      <p className={styles['words']}>
        {texts.began} <Ago iso={alarm.since} />. {alarm.text}
      </p>
      <p className={styles['words']}>
        {alarm.action}{' '}
        <Link
          to="/settings/integrations"
          search={{ endpoint: alarm.endpoint.id }}
          className={styles['link']}
        >
          {texts.toIntegrations}
        </Link>
      </p>
    </Notice>
  )
}
