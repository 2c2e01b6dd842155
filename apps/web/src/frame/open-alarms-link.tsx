import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Hint } from '../components/hint.tsx'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import styles from './rail.module.css'

/** That there are alarms to look at, on every page; nothing while there are none. */
export function OpenAlarmsLink() {
  const { data } = useQuery(trpc.alarm.list.queryOptions({}))
  const amount = data?.items.length ?? 0
  if (amount === 0) return null
  const label = texts.openCount(amount)
  return (
    <Hint label={label}>
      <Link to="/settings/alarms" className={styles['status']} data-urgent>
        <span data-tone="red">
          <IconBell size={16} color="var(--dot)" aria-hidden />
        </span>
        <span className={`cut ${styles['label']}`}>{label}</span>
      </Link>
    </Hint>
  )
}
