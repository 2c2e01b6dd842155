import { Button, Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'

import { type Paged, useLongList } from '../components/long-list.ts'
import { errorText } from '../errors.ts'
import { queryClient, trpc, type LeadRow, type LeadSort } from '../trpc.ts'
import { LeadCards } from './lead-cards.tsx'
import styles from './lead-list.module.css'
import { LeadTable } from './lead-table.tsx'

type Props = {
  leads: LeadRow[]
  /** How many there are on the server; null when not known yet. */
  total: number | null
  sort: LeadSort
  onSort: (sort: 'name' | undefined) => void
  list: Paged & { isPlaceholderData: boolean; isStale: boolean }
}

/** The leads as a table or, on a phone, as cards. Only what is on the screen is drawn, and fetched. */
export function LeadList({ leads, total, sort, onSort, list }: Props) {
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const { box, drawn, onKeyDown } = useLongList({
    count: leads.length,
    keyOf: (index) => leads[index]?.id ?? index,
    rowHeight: phone ? 88 : 41,
    headHeight: phone ? 0 : 40,
    list,
  })
  const { hasNextPage, isFetching, error, fetchNextPage } = list
  const body = { ...drawn, leads, total }
  return (
    <div
      ref={box}
      className={styles['list']}
      data-outdated={list.isPlaceholderData || undefined}
      onKeyDown={onKeyDown}
      role="presentation"
    >
      {list.isStale && !isFetching && error === null && <Outdated />}
      {phone ? <LeadCards {...body} /> : <LeadTable {...body} sort={sort} onSort={onSort} />}
      {error !== null ? (
        <div className={styles['more']} role="alert">
          {errorText(error)}
          <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </div>
      ) : (
        hasNextPage && (
          <div className={styles['more']}>
            <Loader size={16} /> Loading more
          </div>
        )
      )}
    </div>
  )
}

function Outdated() {
  const refresh = () => {
    window.scrollTo({ top: 0 })
    void queryClient.resetQueries(trpc.lead.list.pathFilter())
  }
  return (
    <div className={styles['outdated']} role="status">
      Leads have changed since you opened this list.
      <Button variant="default" size="xs" onClick={refresh}>
        Refresh
      </Button>
    </div>
  )
}
