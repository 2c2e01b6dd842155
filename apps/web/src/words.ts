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
  IconCircleCheck,
  IconClockPause,
  IconCopy,
  IconCreditCard,
  IconFileUnknown,
  IconHandStop,
  IconHourglass,
  IconKey,
  IconLink,
  IconMapPin,
  IconMinus,
  IconNote,
  IconPencil,
  IconPinnedOff,
  IconPlayerPause,
  IconPlugConnected,
  IconPower,
  IconQuestionMark,
  IconUserCheck,
  IconUserOff,
  IconUserPlus,
  IconUserShare,
  type Icon,
} from '@tabler/icons-react'

import type { Scope } from '@solar-capture/core/access'
import type { BookingStatus } from '@solar-capture/core/booking'
import type { Outcome } from '@solar-capture/core/delivery'
import type { StageColour } from '@solar-capture/core/pipeline'
import type { EntryKind } from '@solar-capture/core/timeline'

import type { Endpoint, Suggestion, TimelineEntry } from './trpc.ts'

export type Tone = StageColour

/** How a state is shown everywhere: never by its colour alone. */
export type Wording = { label: string; tone: Tone; icon: Icon }

export const outcomeWords: Record<Outcome, Wording & { meaning: string }> = {
  applied: {
    label: 'Applied',
    tone: 'green',
    icon: IconCheck,
    meaning: 'The booking was read and its lead was brought up to date.',
  },
  duplicate: {
    label: 'Duplicate',
    tone: 'grey',
    icon: IconCopy,
    meaning: 'The same thing had arrived before. Nothing changed.',
  },
  unmatched: {
    label: 'No lead found',
    tone: 'amber',
    icon: IconQuestionMark,
    meaning: 'The booking was kept, but no lead has this person’s email address or phone number.',
  },
  ignored: {
    label: 'Not needed',
    tone: 'grey',
    icon: IconMinus,
    meaning: 'Cal.com told something that changes no lead.',
  },
  held: {
    label: 'Held',
    tone: 'amber',
    icon: IconClockPause,
    meaning: 'It was kept but not applied.',
  },
  malformed: {
    label: 'Unreadable',
    tone: 'red',
    icon: IconFileUnknown,
    meaning: 'The signature was good, but the content could not be read.',
  },
  failed: {
    label: 'Failed',
    tone: 'red',
    icon: IconAlertTriangle,
    meaning: 'Something went wrong here while it was applied. The delivery is kept.',
  },
  rejected: {
    label: 'Refused',
    tone: 'red',
    icon: IconBan,
    meaning: 'The signature was not good, so nothing was read or changed.',
  },
  ping: {
    label: 'Ping test',
    tone: 'blue',
    icon: IconPlugConnected,
    meaning: 'Cal.com tested the connection, and it works.',
  },
}

/** The outcomes that somebody looks for. */
export const outcomeFilters = [
  'applied',
  'unmatched',
  'rejected',
  'malformed',
  'failed',
  'held',
  'duplicate',
  'ignored',
  'ping',
] as const satisfies Outcome[]
export type OutcomeFilter = (typeof outcomeFilters)[number]

/** Cal.com's name for a kind of webhook as its dashboard writes it: 'Booking created'. */
export function triggerName(triggerEvent: string): string {
  const text = triggerEvent.replaceAll('_', ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How an endpoint does; `brief` is for the foot of the rail, after "Cal.com:". */
export const endpointWords: Record<Endpoint['status'], Wording & { brief: string }> = {
  needs_secret: { label: 'Needs a secret', brief: 'needs a secret', tone: 'amber', icon: IconKey },
  waiting: {
    label: 'Waiting for first event',
    brief: 'waiting',
    tone: 'blue',
    icon: IconHourglass,
  },
  healthy: { label: 'Healthy', brief: 'healthy', tone: 'green', icon: IconCircleCheck },
  quiet: { label: 'Quiet', brief: 'quiet', tone: 'grey', icon: IconClockPause },
  rejecting: { label: 'Refusing requests', brief: 'refusing', tone: 'red', icon: IconBan },
  paused: { label: 'Paused', brief: 'paused', tone: 'amber', icon: IconPlayerPause },
  disabled: { label: 'Switched off', brief: 'off', tone: 'grey', icon: IconPower },
}

/** What a state of an endpoint means and asks for; null when all is well. */
export const endpointAdvice: Record<Endpoint['status'], { title: string; text: string } | null> = {
  needs_secret: {
    title: 'One step is missing: the webhook secret',
    text: 'Until it is saved here, everything that Cal.com sends is refused.',
  },
  waiting: null,
  healthy: null,
  quiet: {
    title: 'Nothing has arrived for more than a week',
    text: 'If people booked in that time, look whether the webhook is still switched on in Cal.com.',
  },
  rejecting: {
    title: 'Requests from Cal.com are refused',
    text: 'Cal.com signed with another secret. Paste the secret from Cal.com here, or generate a new one and paste it there.',
  },
  paused: {
    title: 'This account is paused',
    text: 'What Cal.com sends is kept, and applied once you resume.',
  },
  disabled: {
    title: 'This account is switched off',
    text: 'Everything that Cal.com sends is refused and not kept.',
  },
}

export const bookingWords: Record<BookingStatus, Wording> = {
  requested: { label: 'Waiting for confirmation', tone: 'amber', icon: IconHourglass },
  confirmed: { label: 'Confirmed', tone: 'green', icon: IconCalendarCheck },
  reschedule_requested: { label: 'New time requested', tone: 'amber', icon: IconCalendarTime },
  cancelled: { label: 'Cancelled', tone: 'red', icon: IconCalendarX },
  rejected: { label: 'Declined by the host', tone: 'red', icon: IconBan },
  completed: { label: 'Took place', tone: 'grey', icon: IconCheck },
}

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

export const entryGroups = ['bookings', 'notes', 'changes'] as const
export type EntryGroup = (typeof entryGroups)[number]

export const scopeWords: Record<Scope, { label: string; meaning: string }> = {
  'leads:read': { label: 'Read leads', meaning: 'See leads, their bookings and timelines.' },
  'leads:write': { label: 'Change leads', meaning: 'Create and edit leads, move them, add notes.' },
  'deliveries:read': {
    label: 'Read deliveries',
    meaning: 'See what Cal.com sent and what came of it.',
  },
  'settings:write': {
    label: 'Change settings',
    meaning:
      'Set webhook secrets and switch endpoints on and off. Give this only where it is needed.',
  },
}

/** Why a waiting booking may be of a lead. */
export const reasonWords: Record<Suggestion['reason'], string> = {
  booking_link: 'Came by this lead’s booking link',
  same_email: 'Same email',
  same_phone: 'Same phone',
  email_one_edit: 'Email one letter off',
  same_name_and_postcode: 'Same name and postcode',
  same_name: 'Same name',
}

/** Said of a name or an email address that can be taken for another one. */
export const unusualCharacters: Wording & { meaning: string } = {
  label: 'Unusual characters',
  tone: 'amber',
  icon: IconAlertTriangle,
  meaning:
    'The name or the email address has characters that can be taken for others, or that cannot be seen. Look twice before you trust it.',
}

const places: Record<string, string> = {
  'integrations:daily': 'Cal Video',
  'integrations:google:meet': 'Google Meet',
  'integrations:zoom': 'Zoom',
  'integrations:office365_video': 'Microsoft Teams',
  attendeeInPerson: 'At the attendee’s address',
  inPerson: 'In person',
  phone: 'By phone, the attendee is called',
  userPhone: 'By phone',
  link: 'Online',
  conferencing: 'Online',
}

/** Where a booking takes place, in words where Cal.com names only the kind of place. */
export function placeName(location: string): string {
  return places[location] ?? location.replace(/^integrations:/, '').replaceAll(/[_:]/g, ' ')
}

/** What a delivery is called: its trigger event, or what is known instead. */
export function deliveryName(delivery: { triggerEvent: string | null; outcome: Outcome }): string {
  if (delivery.triggerEvent !== null) return triggerName(delivery.triggerEvent)
  return delivery.outcome === 'rejected' ? 'Refused request' : 'Unknown content'
}

/** Who did something, as 'Ana Brown', 'Cal.com' or 'Rule: any event type'. */
export function actorName(actor: TimelineEntry['actor']): string {
  switch (actor.kind) {
    case 'user':
      return actor.name
    case 'tool':
      return `${actor.name} (API key)`
    case 'rule':
      return `Rule: ${actor.rule}`
    case 'calcom':
      return 'Cal.com'
  }
}
