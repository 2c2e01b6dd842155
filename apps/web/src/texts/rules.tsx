import type { ReactNode } from 'react'

import type { RuledFact } from '@solar-capture/core/stage-rule'

import { count, counted } from '../format.ts'

export const title = 'Rules'
export const lead = 'What Cal.com tells of a booking moves its lead to a stage.'
export const fromThenOn = 'What was sent before you save keeps to the rules of its time.'
export const readOnly = 'Owners and admins can change them.'

export const save = 'Save rules'
export const discard = 'Undo changes'
export const saved = 'Rules saved'
export const outdated = 'Somebody else changed the rules meanwhile'
export const outdatedMeaning =
  'They changed one that you changed too. Undo your changes to see the rules as they are now.'

export const caption = 'Where a booking moves its lead, by event type and by what happened'
export const eventType = 'Event type'
export const facts: Record<RuledFact, string> = {
  booked: 'Booked',
  cancelled: 'Cancelled',
  rejected: 'Declined by host',
  no_show: 'Did not come',
  took_place: 'Took place',
}
export const anyType = 'Any event type'
export const anyTypeMeaning = 'Unless it has a rule of its own below.'
export const unknownType = (id: number) => `Event type ${id}`
export const bookings = (amount: number) => counted(amount, 'booking')
export const neverBooked = 'Not booked yet'
export const cell = (fact: string, eventTypeName: string) => `${fact}, ${eventTypeName}`
export const keeps = 'Keeps its stage'
export const asForAny = 'As for any'
export const movesNever = (from: string, to: string, isBack: boolean) =>
  `A lead that is ${from} does not move ${isBack ? 'back ' : ''}to ${to}.`
export const noTypes =
  'Once somebody booked, each of your Cal.com event types is listed here and can have rules of its own.'
export const showMore = (left: number) => `Show ${count(left)} more`

export const guardsTitle = 'Whatever the rules say'
export const guards = [
  'A lead never moves backwards in the pipeline.',
  'A lead never leaves a stage of the kind Won. Only a new booking brings one back from Lost.',
  'A pinned lead stays where it is.',
  'Cancelled, declined and did not come count only when no other booking of the lead is to come.',
  'When a lead gets more than five bookings in a day, the rest of that day moves it nowhere.',
  'A reschedule changes the time of the booking, not the stage, unless that booking was not confirmed before.',
]

export const trialTitle = 'Before you save'
export const trialMeaning =
  'Shows where leads would stand if these rules had been in force for the last 30 days. Nothing is changed.'
export const trialCaption = 'Leads that would stand elsewhere'
export const tryIt = 'Try on the last 30 days'
export const stop = 'Stop'
export const looking = (leads: number) => `Looked at ${counted(leads, 'lead')} so far`
export const nobodyMoves = (looked: number) =>
  looked === 0
    ? 'No booking of the last 30 days is touched by this.'
    : `Nobody would stand elsewhere. ${counted(looked, 'lead')} looked at.`
export const somebodyMoves = (moved: number, looked: number) =>
  `${count(moved)} of ${counted(looked, 'lead')} would stand elsewhere.`
export const firstShown = (shown: number) => `The first ${count(shown)} are shown.`
export const trialLead = 'Lead'
export const isNow = 'Now'
export const wouldBe = 'Would be'
export const becauseOf = 'Because of'
export const because = (rule: string, when: ReactNode) => (
  <>
    {rule}, {when}
  </>
)
export const noRule = 'No rule would have moved it'
