import { IconArrowDown, IconArrowUp, IconPinFilled } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'

import { StageLabel } from '../components/badge.tsx'
import type { DrawnPart } from '../components/long-list.ts'
import { Ago } from '../components/time.tsx'
import { phoneText } from '../format.ts'
import { useJustChanged } from '../refresh.ts'
import type { LeadRow, LeadSort } from '../trpc.ts'
import styles from './lead-table.module.css'
import { NextBooking } from './next-booking.tsx'

const route = getRouteApi('/app/leads')

/** What is drawn of the leads, as a table or as cards. */
export type DrawnRows = DrawnPart & { leads: LeadRow[]; total: number | null }

type Props = DrawnRows & { sort: LeadSort; onSort: (sort: 'name' | undefined) => void }

/** The leads, one line each; the whole line opens the lead. */
export function LeadTable(props: Props) {
  const { leads, total, before, after, visible, measure, sort, onSort } = props
  return (
    <table className={styles['table']} aria-rowcount={total === null ? -1 : total + 1}>
      <thead>
        <tr>
          <th className={styles['name']} aria-sort={sort === 'name' ? 'ascending' : 'none'}>
            <button type="button" onClick={() => onSort('name')}>
              Name {sort === 'name' && <IconArrowUp size={14} aria-hidden />}
            </button>
          </th>
          <th className={styles['stage']}>Stage</th>
          <th className={styles['booking']}>Next booking</th>
          <th className={styles['contact']}>Contact</th>
          <th className={styles['source']}>Source</th>
          <th className={styles['change']} aria-sort={sort === 'updated' ? 'descending' : 'none'}>
            <button type="button" onClick={() => onSort(undefined)}>
              Last change {sort === 'updated' && <IconArrowDown size={14} aria-hidden />}
            </button>
          </th>
        </tr>
      </thead>
      <tbody>
        <Gap height={before} />
        {visible.map(({ index, key }) => {
          const lead = leads[index]
          return lead && <Row key={String(key)} lead={lead} index={index} measure={measure} />
        })}
        <Gap height={after} />
      </tbody>
    </table>
  )
}

type RowProps = { lead: LeadRow; index: number; measure: (element: Element | null) => void }

function Row({ lead, index, measure }: RowProps) {
  const justChanged = useJustChanged(lead.id)
  const leadsSearch = route.useSearch()
  const contact = lead.email ?? (lead.phone && phoneText(lead.phone))
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-just-changed={justChanged || undefined}
    >
      <td className={styles['name']}>
        <Link
          to="/leads/$leadId"
          params={{ leadId: lead.id }}
          state={{ leadsSearch }}
          title={lead.name}
        >
          {lead.name}
        </Link>
      </td>
      <td className={styles['stage']}>
        <span className={styles['stageCell']}>
          <StageLabel stage={lead.stage} />
          {lead.pinned && (
            <IconPinFilled size={12} role="img" aria-label="Pinned" className="muted" />
          )}
        </span>
      </td>
      <td className={styles['booking']}>
        <NextBooking booking={lead.nextBooking} />
      </td>
      <td className={`muted ${styles['contact']}`} title={contact ?? undefined}>
        {contact}
      </td>
      <td className={`muted ${styles['source']}`} title={lead.source}>
        {lead.source}
      </td>
      <td className={`muted ${styles['change']}`}>
        <Ago iso={lead.updatedAt} />
      </td>
    </tr>
  )
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className={styles['gap']}>
      <td colSpan={6} style={{ height }} />
    </tr>
  )
}
