import { maskEmail, maskName, maskPhone, maskText } from './mask.ts'
import type { EntryDetail, Proposal } from './timeline.ts'

/** A timeline entry that a delivery would make, with everything masked that whoever booked, or the host, gave: only kinds and times stay. */
export function maskEntry(detail: EntryDetail): EntryDetail {
  switch (detail.kind) {
    case 'booked':
    case 'requested':
      return { ...detail, ...maskGiven(detail) }
    case 'rescheduled':
      return { ...detail, ...maskGiven(detail), by: detail.by && maskWho(detail.by) }
    case 'linked':
      return { ...detail, bookedAs: detail.bookedAs && maskContact(detail.bookedAs) }
    case 'cancelled':
      return {
        ...detail,
        by: detail.by && maskWho(detail.by),
        reason: detail.reason && maskText(detail.reason),
      }
    case 'reschedule_requested':
    case 'rejected':
      return { ...detail, reason: detail.reason && maskText(detail.reason) }
    case 'reassigned':
      return { ...detail, to: detail.to && maskWho(detail.to) }
    case 'relocated':
      return { ...detail, to: detail.to && maskText(detail.to) }
    default:
      return detail
  }
}

type Given = { bookedAs: string | null; proposed: Proposal[] }

function maskGiven({ bookedAs, proposed }: Given): Given {
  return {
    bookedAs: bookedAs && maskContact(bookedAs),
    proposed: proposed.map(({ field, value }) => ({
      field,
      value: field === 'phone' ? maskPhone(value) : maskName(value),
    })),
  }
}

function maskContact(contact: string): string {
  return contact.includes('@') ? maskEmail(contact) : maskPhone(contact)
}

function maskWho(who: string): string {
  return who.includes('@') ? maskEmail(who) : maskName(who)
}
