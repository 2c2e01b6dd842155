import {
  IconBan,
  IconCalendarCheck,
  IconCalendarTime,
  IconCalendarX,
  IconCheck,
  IconCircleCheck,
  IconClockPause,
  IconHourglass,
  IconKey,
  IconLockOff,
  IconPlayerPause,
  IconPower,
  IconUnlink,
  type Icon,
} from '@tabler/icons-react'

import type { BookingStatus } from '@solar-capture/core/booking'
import type { Outcome } from '@solar-capture/core/delivery'
import type { StageColour } from '@solar-capture/core/pipeline'

import type { EndpointState } from './endpoint-state.ts'
import * as texts from './texts/states.ts'

export type Tone = StageColour

/** How a state is shown everywhere: never by its colour alone. */
export type Wording = { label: string; tone: Tone; icon: Icon }

/** How an endpoint does; `brief` is for the foot of the rail, after the account’s name. */
export const endpointWords: Record<EndpointState, Wording & { brief: string }> = {
  needs_secret: { ...texts.endpoints.needs_secret, tone: 'amber', icon: IconKey },
  waiting: { ...texts.endpoints.waiting, tone: 'blue', icon: IconHourglass },
  healthy: { ...texts.endpoints.healthy, tone: 'green', icon: IconCircleCheck },
  receiving: { ...texts.endpoints.receiving, tone: 'green', icon: IconCircleCheck },
  out_of_reach: { ...texts.endpoints.out_of_reach, tone: 'amber', icon: IconUnlink },
  quiet: { ...texts.endpoints.quiet, tone: 'grey', icon: IconClockPause },
  rejecting: { ...texts.endpoints.rejecting, tone: 'red', icon: IconBan },
  unreadable_secret: { ...texts.endpoints.unreadable_secret, tone: 'red', icon: IconLockOff },
  paused: { ...texts.endpoints.paused, tone: 'amber', icon: IconPlayerPause },
  disabled: { ...texts.endpoints.disabled, tone: 'grey', icon: IconPower },
}

export const bookingWords: Record<BookingStatus, Wording> = {
  requested: { label: texts.bookings.requested, tone: 'amber', icon: IconHourglass },
  confirmed: { label: texts.bookings.confirmed, tone: 'green', icon: IconCalendarCheck },
  reschedule_requested: {
    label: texts.bookings.reschedule_requested,
    tone: 'amber',
    icon: IconCalendarTime,
  },
  cancelled: { label: texts.bookings.cancelled, tone: 'red', icon: IconCalendarX },
  rejected: { label: texts.bookings.rejected, tone: 'red', icon: IconBan },
  completed: { label: texts.bookings.completed, tone: 'grey', icon: IconCheck },
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

export const entryGroups = ['bookings', 'notes', 'changes'] as const
export type EntryGroup = (typeof entryGroups)[number]
