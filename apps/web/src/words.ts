import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowRight,
  IconBan,
  IconCalendarCheck,
  IconCalendarPlus,
  IconCalendarRepeat,
  IconCalendarTime,
  IconCalendarX,
  IconCheck,
  IconClockPause,
  IconCopy,
  IconCreditCard,
  IconFileUnknown,
  IconHandStop,
  IconHourglass,
  IconLink,
  IconMapPin,
  IconMinus,
  IconNote,
  IconPencil,
  IconPinnedOff,
  IconPlugConnected,
  IconQuestionMark,
  IconUserCheck,
  IconUserOff,
  IconUserPlus,
  IconUserShare,
  type Icon,
} from '@tabler/icons-react'

import type { Outcome } from '@solar-capture/core/delivery'
import type { EntryKind } from '@solar-capture/core/timeline'

import type { EntryGroup, Tone, Wording } from './state-words.ts'
import * as texts from './texts/words.ts'
import type { TimelineEntry } from './trpc.ts'

export const outcomeWords: Record<Outcome, Wording & { meaning: string }> = {
  applied: { ...texts.outcomes.applied, tone: 'green', icon: IconCheck },
  duplicate: { ...texts.outcomes.duplicate, tone: 'grey', icon: IconCopy },
  unmatched: { ...texts.outcomes.unmatched, tone: 'amber', icon: IconQuestionMark },
  ignored: { ...texts.outcomes.ignored, tone: 'grey', icon: IconMinus },
  held: { ...texts.outcomes.held, tone: 'amber', icon: IconClockPause },
  malformed: { ...texts.outcomes.malformed, tone: 'red', icon: IconFileUnknown },
  failed: { ...texts.outcomes.failed, tone: 'red', icon: IconAlertTriangle },
  rejected: { ...texts.outcomes.rejected, tone: 'red', icon: IconBan },
  ping: { ...texts.outcomes.ping, tone: 'blue', icon: IconPlugConnected },
}

/** Cal.com's name for a kind of webhook as its dashboard writes it: 'Booking created'. */
export function triggerName(triggerEvent: string): string {
  const text = triggerEvent.replaceAll('_', ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const endpointAdvice = texts.endpointAdvice

export const entryWords: Record<EntryKind, { icon: Icon; tone: Tone; group: EntryGroup }> = {
  captured: { icon: IconUserPlus, tone: 'grey', group: 'changes' },
  requested: { icon: IconHourglass, tone: 'amber', group: 'bookings' },
  payment_started: { icon: IconCreditCard, tone: 'grey', group: 'bookings' },
  booked: { icon: IconCalendarPlus, tone: 'green', group: 'bookings' },
  paid: { icon: IconCreditCard, tone: 'green', group: 'bookings' },
  reassigned: { icon: IconUserPlus, tone: 'blue', group: 'bookings' },
  relocated: { icon: IconMapPin, tone: 'blue', group: 'bookings' },
  rejected: { icon: IconBan, tone: 'red', group: 'bookings' },
  no_show: { icon: IconUserOff, tone: 'red', group: 'bookings' },
  guests_absent: { icon: IconUserOff, tone: 'amber', group: 'bookings' },
  no_show_removed: { icon: IconUserCheck, tone: 'green', group: 'bookings' },
  took_place: { icon: IconCalendarCheck, tone: 'green', group: 'bookings' },
  rescheduled: { icon: IconCalendarRepeat, tone: 'blue', group: 'bookings' },
  cancelled: { icon: IconCalendarX, tone: 'red', group: 'bookings' },
  reschedule_requested: { icon: IconCalendarTime, tone: 'amber', group: 'bookings' },
  linked: { icon: IconLink, tone: 'violet', group: 'changes' },
  moved: { icon: IconArrowRight, tone: 'violet', group: 'changes' },
  withheld: { icon: IconHandStop, tone: 'amber', group: 'changes' },
  undone: { icon: IconArrowBackUp, tone: 'violet', group: 'changes' },
  unpinned: { icon: IconPinnedOff, tone: 'grey', group: 'changes' },
  assigned: { icon: IconUserShare, tone: 'grey', group: 'changes' },
  merged: { icon: IconArrowMerge, tone: 'violet', group: 'changes' },
  note: { icon: IconNote, tone: 'amber', group: 'notes' },
  edited: { icon: IconPencil, tone: 'grey', group: 'changes' },
}

/** Said of a name or an email address that can be taken for another one. */
export const unusualCharacters: Wording & { meaning: string } = {
  ...texts.unusualCharacters,
  tone: 'amber',
  icon: IconAlertTriangle,
}

/** Where a booking takes place, in words where Cal.com names only the kind of place. */
export function placeName(location: string): string {
  return texts.places[location] ?? location.replace(/^integrations:/, '').replaceAll(/[_:]/g, ' ')
}

/** What a delivery is called: its trigger event, or what is known instead. */
export function deliveryName(delivery: { triggerEvent: string | null; outcome: Outcome }): string {
  if (delivery.triggerEvent !== null) return triggerName(delivery.triggerEvent)
  return delivery.outcome === 'rejected' ? texts.refusedRequest : texts.unknownContent
}

/** Who did something, as 'Ana Brown', 'Cal.com' or 'Rule: any event type'. */
export function actorName(actor: TimelineEntry['actor']): string {
  switch (actor.kind) {
    case 'user':
      return actor.name
    case 'tool':
      return texts.toolActor(actor.name)
    case 'rule':
      return texts.ruleActor(actor.rule)
    case 'calcom':
      return texts.calcomActor
  }
}
