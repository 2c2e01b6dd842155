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

/** What a lead shows in a column other than its name. */
export function LeadCell({ column, lead }: Props) {
  switch (column) {
    case 'stage':
      return (
        <span className={styles['stageCell']}>
          <StageLabel stage={lead.stage} />
          {lead.pinned && (
            <IconPinFilled size={12} role="img" aria-label={commonTexts.pinned} className="muted" />
          )}
        </span>
      )
    case 'booking':
      return <NextBooking booking={lead.nextBooking} />
    case 'email':
      return <Text>{lead.email}</Text>
    case 'phone':
      return <Text>{lead.phone && phoneText(lead.phone)}</Text>
    case 'postcode':
      return <Text>{lead.postcode}</Text>
    case 'owner':
      return <Text>{lead.owner && lead.owner.name}</Text>
    case 'source':
      return <Text>{lead.source}</Text>
    case 'since':
      return <Time iso={lead.stageSince} />
    case 'captured':
      return <Time iso={lead.createdAt} />
    case 'changed':
      return <Time iso={lead.updatedAt} />
  }
}

function Text({ children }: { children: string | null }) {
  return (
    <span className="muted" title={children ?? undefined}>
      {children}
    </span>
  )
}

function Time({ iso }: { iso: string }) {
  return (
    <span className="muted numbers">
      <Ago iso={iso} />
    </span>
  )
}
