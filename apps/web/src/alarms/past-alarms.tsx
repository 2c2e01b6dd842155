import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'

import { useFirstMore } from '../components/first-more.ts'
import { LoadError } from '../components/page-states.tsx'
import { useNow } from '../components/time.tsx'
import { timeSpan, viewerZone } from '../format.ts'
import * as texts from '../texts/alarms.ts'
import styles from './alarms-page.module.css'
import { pastAlarmsQuery } from './alarms-query.ts'

/** The alarms that are over, the latest first, and how long each lasted. */
export function PastAlarms() {
  const list = useInfiniteQuery(pastAlarmsQuery())
  const now = useNow()
  const alarms = list.data?.pages.flatMap((page) => page.items) ?? []
  const { list: rows, asked } = useFirstMore<HTMLOListElement>(alarms.length, !list.hasNextPage)
  if (list.error !== null && list.data === undefined) {
    return <LoadError error={list.error} retry={() => void list.refetch()} />
  }
  if (list.isPending)
    return <Skeleton height={80} aria-busy role="status" aria-label={texts.past} />
  if (alarms.length === 0) return <p className={`muted ${styles['plain']}`}>{texts.nothingPast}</p>
  return (
    <>
      <ol ref={rows} className={styles['rows']} aria-label={texts.past}>
        {alarms.map(({ id, title, raisedAt, endedAt }) => (
          <li key={id} className={styles['row']}>
            <span className="wrap">{title}</span>
            <span className="muted">{timeSpan(raisedAt, endedAt, viewerZone(), now)}</span>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => {
            asked()
            void list.fetchNextPage()
          }}
        >
          {texts.showOlder}
        </Button>
      )}
    </>
  )
}
