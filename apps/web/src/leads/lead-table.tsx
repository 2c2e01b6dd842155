import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react'

import type { DrawnPart } from '../components/long-list.ts'
import { TickBox } from '../components/tick-box.tsx'
import { useJustChanged } from '../refresh.ts'
import * as texts from '../texts/leads.ts'
import type { LeadRow, LeadSort } from '../trpc.ts'
import { LeadCell } from './lead-cell.tsx'
import { columnSorts, columnWidths, type LeadColumn } from './lead-columns.ts'
import styles from './lead-table.module.css'
import type { Selection } from './use-selection.ts'

const route = getRouteApi('/app/leads')

/** What is drawn of the leads, as a table or as cards. */
export type DrawnLeads = DrawnPart & { leads: LeadRow[]; selection: Selection }

type Props = DrawnLeads & {
  /** How many leads there are on the server; null when that is not known. */
  total: number | null
  columns: LeadColumn[]
  sort: LeadSort
  onSort: (sort: LeadSort) => void
}

/** The leads, one line each; the whole line opens the lead. */
export function LeadTable(props: Props) {
  const { leads, total, before, after, visible, sort, onSort, selection } = props
  const columns = useSame(props.columns)
  const toggle = useLatest(selection.toggle)
  return (
    <table
      className={styles['table']}
      data-dense={columns.length > 8 || undefined}
      aria-rowcount={total === null ? -1 : total + 1}
    >
      <thead>
        <tr>
          <th className={styles['check']}>
            <TickBox
              label={texts.selectAllLoaded}
              checked={selection.isAll}
              isMixed={selection.picked.size > 0 && !selection.isAll}
              onChange={selection.toggleAll}
            />
          </th>
          {columns.map((column) => (
            <Head key={column} column={column} columns={columns} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        <Gap height={before} columns={columns.length + 1} />
        {visible.map((index) => {
          const lead = leads[index]
          return (
            lead && (
              <Row
                key={lead.id}
                lead={lead}
                index={index}
                columns={columns}
                isPicked={selection.picked.has(lead.id)}
                toggle={toggle}
              />
            )
          )
        })}
        <Gap height={after} columns={columns.length + 1} />
      </tbody>
    </table>
  )
}

type HeadProps = Pick<Props, 'columns' | 'sort' | 'onSort'> & { column: LeadColumn }

function Head({ column, columns, sort, onSort }: HeadProps) {
  const by = columnSorts[column]
  const style = widthOf(column, columns)
  const name = texts.columnNames[column]
  if (by === undefined) {
    return (
      <th data-column={column} style={style}>
        {name}
      </th>
    )
  }
  const isUp = by === 'name' || by === 'booking'
  const Arrow = isUp ? IconArrowUp : IconArrowDown
  const order = isUp ? 'ascending' : 'descending'
  return (
    <th data-column={column} style={style} aria-sort={sort === by ? order : 'none'}>
      <button type="button" onClick={() => onSort(by)}>
        {name} {sort === by && <Arrow size={14} aria-hidden />}
      </button>
    </th>
  )
}

// The name has what is left by the others.
function widthOf(column: LeadColumn, columns: LeadColumn[]) {
  const all = columns.reduce((sum, other) => sum + columnWidths[other], 0)
  return column === 'name' ? {} : { width: `${(columnWidths[column] / all) * 100}%` }
}

type RowProps = {
  lead: LeadRow
  index: number
  columns: LeadColumn[]
  isPicked: boolean
  toggle: Selection['toggle']
}

// While somebody scrolls, only rows that come into view are rendered.
const Row = memo(function Row({ lead, index, columns, isPicked, toggle }: RowProps) {
  const justChanged = useJustChanged(lead.id)
  const leadsSearch = route.useSearch()
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      data-just-changed={justChanged || undefined}
      data-picked={isPicked || undefined}
    >
      <td className={styles['check']}>
        <TickBox
          label={texts.selectOne(lead.name)}
          checked={isPicked}
          onChange={(isRange) => toggle(index, isRange)}
        />
      </td>
      {columns.map((column) =>
        column === 'name' ? (
          <td key={column} data-column={column}>
            <Link
              to="/leads/$leadId"
              params={{ leadId: lead.id }}
              state={{ leadsSearch }}
              title={lead.name}
            >
              {lead.name}
            </Link>
          </td>
        ) : (
          <LeadCell key={column} column={column} lead={lead} />
        ),
      )}
    </tr>
  )
})

/** The same array as before, as long as it lists the same. */
function useSame(columns: LeadColumn[]): LeadColumn[] {
  const [kept, keep] = useState(columns)
  if (kept.join() === columns.join()) return kept
  keep(columns)
  return columns
}

/** A function that stays the same and does what the latest one of `change` does. */
function useLatest(change: Selection['toggle']): Selection['toggle'] {
  const latest = useRef(change)
  useLayoutEffect(() => {
    latest.current = change
  })
  return useCallback((index, isRange) => latest.current(index, isRange), [])
}

function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className={styles['gap']}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}
