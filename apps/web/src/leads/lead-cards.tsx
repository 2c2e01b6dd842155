import { IconPinFilled } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'

import { StageLabel } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { phoneText } from '../format.ts'
import { useJustChanged } from '../refresh.ts'
import type { LeadRow } from '../trpc.ts'
import styles from './lead-cards.module.css'
import type { DrawnRows } from './lead-table.tsx'
import { NextBooking } from './next-booking.tsx'

const route = getRouteApi('/app/leads')

/** The leads on a phone: who, where they stand, when they are next seen. */
export function LeadCards({ leads, before, after, visible, measure }: DrawnRows) {
  return (
    <ul className={styles['cards']} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map(({ index, key }) => {
        const lead = leads[index]
        return lead && <Card key={String(key)} lead={lead} index={index} measure={measure} />
      })}
    </ul>
  )
}

type CardProps = { lead: LeadRow; index: number; measure: (element: Element | null) => void }

function Card({ lead, index, measure }: CardProps) {
  const justChanged = useJustChanged(lead.id)
  const leadsSearch = route.useSearch()
  return (
    <li ref={measure} data-index={index} data-just-changed={justChanged || undefined}>
      <Link
        to="/leads/$leadId"
        params={{ leadId: lead.id }}
        state={{ leadsSearch }}
        className={styles['card']}
      >
        <span className={styles['line']}>
          <span className={`cut ${styles['name']}`}>{lead.name}</span>
          <span className={`muted small ${styles['ago']}`}>
            <Ago iso={lead.updatedAt} />
          </span>
        </span>
        <span className="cut muted small">
          {lead.email ?? (lead.phone && phoneText(lead.phone))}
        </span>
        <span className={`small ${styles['line']}`}>
          <span className={styles['stage']}>
            <StageLabel stage={lead.stage} />
            {lead.pinned && <IconPinFilled size={12} role="img" aria-label="Pinned" />}
          </span>
          <NextBooking booking={lead.nextBooking} />
        </span>
      </Link>
    </li>
  )
}
