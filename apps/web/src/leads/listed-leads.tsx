import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazyRouteComponent } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Part } from '../components/part.tsx'
import * as texts from '../texts/leads.ts'
import type { LeadSort } from '../trpc.ts'
import type { LeadColumn } from './lead-columns.ts'
import { LeadList } from './lead-list.tsx'
import styles from './leads-page.module.css'
import { LeadsPlaceholder } from './leads-placeholder.tsx'
import { leadsQuery } from './leads-query.ts'
import { mostPicked } from './selection.ts'
import { useBulk } from './use-bulk.tsx'
import { useCollect } from './use-collect.ts'
import type { Amount } from './use-lead-counts.ts'
import { useSelection } from './use-selection.ts'

const pageSize = 100
// Fetched with the first selection.
const BulkBar = lazyRouteComponent(() => import('./bulk-bar.tsx'), 'BulkBar')

type Props = {
  filter: LeadFilter
  sort: LeadSort
  onSort: (sort: LeadSort) => void
  columns: LeadColumn[]
  /** How many leads the filter lets through; undefined while that is not known. */
  matching: Amount | undefined
  cards: { isSelecting: boolean } | null
  /** What is said when no lead is let through by the filter. */
  whenEmpty: ReactNode
}

/** The leads that a filter lets through, line by line, and what can be done with many of them at once. */
export function ListedLeads(props: Props) {
  const { filter, sort, onSort, columns, matching, cards, whenEmpty } = props
  const list = useInfiniteQuery({
    ...leadsQuery({ ...filter, sort, limit: pageSize }),
    placeholderData: keepPreviousData,
  })
  const leads = list.data?.pages.flatMap((page) => page.items) ?? []
  // What an earlier filter let through is shown a moment longer, but not to be selected.
  const selectable = list.isPlaceholderData ? [] : leads
  const selection = useSelection(selectable, JSON.stringify(filter))
  const bulk = useBulk()
  const collect = useCollect(filter, sort, selection.add)
  // By booking, only leads with one to come are listed.
  const isPart = sort === 'booking'
  const total = matching === undefined || matching.isAtLeast || isPart ? null : matching.total
  const isBusy = selection.picked.size > 0 || bulk.progress !== null || collect.found !== null

  if (list.isPending) return <LeadsPlaceholder rows={12} cards={cards !== null} />
  if (list.isError && leads.length === 0) {
    return <LoadError error={list.error} retry={() => void list.refetch()} />
  }
  return (
    <>
      {isPart && <p className={`muted small ${styles['note']}`}>{texts.onlyBooked}</p>}
      {leads.length > 0 ? (
        <LeadList
          leads={leads}
          total={total}
          columns={columns}
          sort={sort}
          onSort={onSort}
          selection={selection}
          cards={cards}
          list={list}
        />
      ) : isPart && matching?.total !== 0 ? (
        <EmptyState
          title={texts.noneBooked}
          action={
            <Button variant="default" onClick={() => onSort('updated')}>
              {texts.sortByLastChange}
            </Button>
          }
        >
          {texts.noneBookedText}
        </EmptyState>
      ) : (
        whenEmpty
      )}
      {isBusy && (
        <Part>
          <BulkBar
            selection={selection}
            bulk={bulk}
            collect={collect}
            selectMore={
              !list.hasNextPage && selection.isAll
                ? null
                : texts.selectMore(isPart ? undefined : matching, mostPicked)
            }
          />
        </Part>
      )}
    </>
  )
}
