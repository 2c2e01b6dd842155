import { IconPinFilled } from '@tabler/icons-react'

import { StageLabel } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { phoneText } from '../format.ts'
import * as commonTexts from '../texts/common.ts'
import type { LeadRow } from '../trpc.ts'
import type { LeadColumn } from './lead-columns.ts'
import styles from './lead-table.module.css'
import { NextBooking } from './next-booking.tsx'

type Props = { column: Exclude<LeadColumn, 'name'>; lead: LeadRow }

/** The cell of a lead in a column other than its name: of few elements, for many are drawn while somebody scrolls. */
export function LeadCell({ column, lead }: Props) {
  switch (column) {
    case 'stage':
      return (
        <td data-column={column}>
          <span className={styles['stageCell']}>
            <StageLabel stage={lead.stage} />
            {lead.pinned && (
              <IconPinFilled
                size={12}
                role="img"
                aria-label={commonTexts.pinned}
                className="muted"
              />
            )}
          </span>
        </td>
      )
    case 'booking':
      return (
        <td data-column={column}>
          <NextBooking booking={lead.nextBooking} />
        </td>
      )
    case 'email':
      return <TextCell column={column} text={lead.email} />
    case 'phone':
      return <TextCell column={column} text={lead.phone && phoneText(lead.phone)} />
    case 'postcode':
      return <TextCell column={column} text={lead.postcode} />
    case 'owner':
      return <TextCell column={column} text={lead.owner && lead.owner.name} />
    case 'source':
      return <TextCell column={column} text={lead.source} />
    case 'since':
      return <TimeCell column={column} iso={lead.stageSince} />
    case 'captured':
      return <TimeCell column={column} iso={lead.createdAt} />
    case 'changed':
      return <TimeCell column={column} iso={lead.updatedAt} />
  }
}

function TextCell({ column, text }: { column: LeadColumn; text: string | null }) {
  return (
    <td data-column={column} className="muted" title={text ?? undefined}>
      {text}
    </td>
  )
}

function TimeCell({ column, iso }: { column: LeadColumn; iso: string }) {
  return (
    <td data-column={column} className="muted">
      <Ago iso={iso} />
    </td>
  )
}
