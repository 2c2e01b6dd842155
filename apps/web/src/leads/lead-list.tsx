import { Button, Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

import { useKeys } from '../components/keys.ts'
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
  list: {
    hasNextPage: boolean
    isFetching: boolean
    isFetchingNextPage: boolean
    isPlaceholderData: boolean
    isStale: boolean
    error: unknown
    fetchNextPage: () => Promise<unknown>
  }
}

const stickyHead = 40

/** The leads as a table or, on a phone, as cards. Only what is on the screen is drawn, and fetched. */
export function LeadList({ leads, total, sort, onSort, list }: Props) {
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop((box.current?.offsetTop ?? 0) + (phone ? 0 : stickyHead)), [phone])

  const rows = useWindowVirtualizer({
    count: leads.length,
    estimateSize: () => (phone ? 88 : 41),
    getItemKey: (index) => leads[index]?.id ?? index,
    overscan: 15,
    scrollMargin: top,
    scrollPaddingStart: stickyHead + 8,
    scrollPaddingEnd: 72,
  })
  const visible = rows.getVirtualItems()
  const before = (visible[0]?.start ?? top) - top
  const after = rows.getTotalSize() - ((visible.at(-1)?.end ?? top) - top)

  const { hasNextPage, isFetching, error, fetchNextPage } = list
  const nearEnd = (visible.at(-1)?.index ?? 0) >= leads.length - 20
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && error === null) void fetchNextPage()
  }, [nearEnd, hasNextPage, isFetching, error, fetchNextPage])

  function step(by: 1 | -1) {
    const focused = document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    const index = focused == null ? (visible[0]?.index ?? 0) : Number(focused) + by
    if (index < 0 || index >= leads.length) return
    rows.scrollToIndex(index)
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() => {
      const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
      link?.focus({ preventScroll: true })
    })
  }
  useKeys({ j: () => step(1), k: () => step(-1) })

  const body = { leads, total, before, after, visible, measure: rows.measureElement }
  return (
    <div
      ref={box}
      className={styles['list']}
      data-outdated={list.isPlaceholderData || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        step(event.key === 'ArrowDown' ? 1 : -1)
      }}
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
