import { Button } from '@mantine/core'

import { useKeys } from '../components/keys.ts'
import { type Paged, useLongList } from '../components/long-list.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads.ts'
import { queryClient, trpc, type LeadRow, type LeadSort } from '../trpc.ts'
import { LeadCards } from './lead-cards.tsx'
import type { LeadColumn } from './lead-columns.ts'
import styles from './lead-list.module.css'
import { LeadTable } from './lead-table.tsx'
import { LeadsPlaceholder } from './leads-placeholder.tsx'
import type { Selection } from './use-selection.ts'

type Props = {
  leads: LeadRow[]
  /** How many there are on the server; null when that is not known. */
  total: number | null
  columns: LeadColumn[]
  sort: LeadSort
  onSort: (sort: LeadSort) => void
  selection: Selection
  /** Cards instead of a table, and whether a tap selects them; null for the table. */
  cards: { isSelecting: boolean } | null
  list: Paged & { isPlaceholderData: boolean; isStale: boolean }
}

/** The leads as a table or, on a phone, as cards. Only what is on the screen is drawn, and fetched. */
export function LeadList(props: Props) {
  const { leads, total, columns, sort, onSort, selection, cards, list } = props
  const { box, drawn, onKeyDown } = useLongList({
    count: leads.length,
    rowHeight: cards === null ? 41 : 91,
    headHeight: cards === null ? 40 : 0,
    list,
  })

  function selectFocused(isRange: boolean) {
    const row = document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    if (row != null) selection.toggle(Number(row), isRange)
  }
  useKeys('leads', { x: () => selectFocused(false), X: () => selectFocused(true) })

  const { hasNextPage, isFetching, error, fetchNextPage } = list
  const body = { ...drawn, leads, selection }
  return (
    <div
      ref={box}
      className={styles['list']}
      data-outdated={list.isPlaceholderData || undefined}
      onKeyDown={onKeyDown}
      role="presentation"
    >
      {list.isStale && !isFetching && error === null && <Outdated />}
      {cards === null ? (
        <LeadTable {...body} total={total} columns={columns} sort={sort} onSort={onSort} />
      ) : (
        <LeadCards {...body} isSelecting={cards.isSelecting} />
      )}
      {error !== null ? (
        <div className={styles['more']} role="alert">
          {errorText(error)}
          <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
            {commonTexts.tryAgain}
          </Button>
        </div>
      ) : (
        hasNextPage && <LeadsPlaceholder rows={3} cards={cards !== null} />
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
      {texts.outdated}
      <Button variant="default" size="xs" onClick={refresh}>
        {commonTexts.refresh}
      </Button>
    </div>
  )
}
