import { IconPinFilled } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'

import { StageLabel } from '../components/badge.tsx'
import { CardCheckbox } from '../components/card-checkbox.tsx'
import { Ago } from '../components/time.tsx'
import { phoneText } from '../format.ts'
import { useJustChanged } from '../refresh.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads.ts'
import type { LeadRow } from '../trpc.ts'
import styles from './lead-cards.module.css'
import type { DrawnLeads } from './lead-table.tsx'
import { NextBooking } from './next-booking.tsx'
import type { Selection } from './use-selection.ts'

const route = getRouteApi('/app/leads')

type Props = DrawnLeads & {
  /** Whether a tap selects a lead instead of opening it. */
  isSelecting: boolean
}

/** The leads on a phone: who, where they stand, when they are next seen. */
export function LeadCards(props: Props) {
  const { leads, before, after, visible, selection, isSelecting } = props
  return (
    <ul className={styles['cards']} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map((index) => {
        const lead = leads[index]
        return (
          lead && (
            <Card
              key={lead.id}
              lead={lead}
              index={index}
              isPicked={selection.picked.has(lead.id)}
              toggle={isSelecting ? selection.toggle : null}
            />
          )
        )
      })}
    </ul>
  )
}

type CardProps = {
  lead: LeadRow
  index: number
  isPicked: boolean
  /** Null where a tap opens the lead. */
  toggle: Selection['toggle'] | null
}

function Card({ lead, index, isPicked, toggle }: CardProps) {
  const justChanged = useJustChanged(lead.id)
  const leadsSearch = route.useSearch()
  return (
    <li data-index={index} data-just-changed={justChanged || undefined}>
      {toggle === null ? (
        <Link
          to="/leads/$leadId"
          params={{ leadId: lead.id }}
          state={{ leadsSearch }}
          className={styles['card']}
        >
          <Face lead={lead} />
        </Link>
      ) : (
        <CardCheckbox
          label={texts.selectOne(lead.name)}
          checked={isPicked}
          onChange={() => toggle(index, false)}
          className={styles['card'] ?? ''}
        >
          <Face lead={lead} />
        </CardCheckbox>
      )}
    </li>
  )
}

function Face({ lead }: { lead: LeadRow }) {
  return (
    <span className={styles['face']}>
      <span className={styles['line']}>
        <span className={`cut ${styles['name']}`}>{lead.name}</span>
        <span className={`muted small ${styles['ago']}`}>
          <Ago iso={lead.updatedAt} />
        </span>
      </span>
      <span className="cut muted small">{lead.email ?? (lead.phone && phoneText(lead.phone))}</span>
      <span className={`small ${styles['line']}`}>
        <span className={styles['stage']}>
          <StageLabel stage={lead.stage} />
          {lead.pinned && <IconPinFilled size={12} role="img" aria-label={commonTexts.pinned} />}
        </span>
        <NextBooking booking={lead.nextBooking} />
      </span>
    </span>
  )
}
