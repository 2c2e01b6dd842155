import {
  IconCalendarEvent,
  IconCalendarOff,
  IconHourglass,
  IconPinFilled,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { daysAgeing } from '@solar-capture/core/ageing'

import { useNow } from '../components/time.tsx'
import { exactTime, initials, phoneText, viewerZone } from '../format.ts'
import { bookingWords } from '../state-words.ts'
import { ageingText, bookingChip } from '../texts/board-words.ts'
import * as texts from '../texts/board.ts'
import * as commonTexts from '../texts/common.ts'
import type { LeadRow } from '../trpc.ts'
import styles from './board-card.module.css'

type Props = {
  lead: LeadRow
  isBookedStage: boolean
  /** The name, or a link with it. */
  name: ReactNode
  menu?: ReactNode
}

/** What a card says of a lead: who, how to reach them, when they are next seen, whose they are. */
export function CardFace({ lead, isBookedStage, name, menu }: Props) {
  const contact = lead.email ?? (lead.phone && phoneText(lead.phone)) ?? lead.postcode
  return (
    <>
      <span className={styles['line']}>
        <span className={`cut ${styles['name']}`}>{name}</span>
        {lead.pinned && (
          <IconPinFilled size={12} role="img" aria-label={commonTexts.pinned} className="muted" />
        )}
        {menu}
      </span>
      {contact !== null && <span className={`cut muted ${styles['contact']}`}>{contact}</span>}
      <Foot lead={lead} isBookedStage={isBookedStage} />
    </>
  )
}

function Foot({ lead, isBookedStage }: { lead: LeadRow; isBookedStage: boolean }) {
  const now = useNow()
  const days = daysAgeing(lead.stage.kind, lead.stageSince, now)
  const chip = bookingChip(lead, { isBooked: isBookedStage }, viewerZone(), now)
  if (chip === null && days === null && lead.owner === null) return null
  return (
    <span className={styles['foot']}>
      {chip !== null && <Booking lead={lead} {...chip} />}
      {days !== null && (
        <span data-tone="amber" className={styles['ageing']} title={texts.longInStage}>
          {ageingText(days)}
        </span>
      )}
      {lead.owner !== null && (
        <span
          className={styles['owner']}
          title={lead.owner.name}
          role="img"
          aria-label={texts.owner(lead.owner.name)}
        >
          {initials(lead.owner.name)}
        </span>
      )}
    </span>
  )
}

function Booking({ lead, text, isLate }: { lead: LeadRow; text: string; isLate: boolean }) {
  const startTime = lead.nextBooking?.startTime ?? null
  if (startTime === null || lead.nextBooking === null) {
    return (
      <span data-tone="amber" className={styles['late']}>
        <IconCalendarOff size={14} aria-hidden />
        {text}
      </span>
    )
  }
  const { status } = lead.nextBooking
  const { label } = bookingWords[status]
  return (
    <span
      className={isLate ? styles['late'] : styles['booking']}
      data-tone={isLate || status !== 'confirmed' ? 'amber' : undefined}
    >
      {status === 'confirmed' ? (
        <IconCalendarEvent size={14} aria-hidden />
      ) : (
        <IconHourglass size={14} role="img" aria-label={label} className={styles['mark']} />
      )}
      <time dateTime={startTime} title={exactTime(startTime, viewerZone())}>
        {text}
      </time>
    </span>
  )
}
