import { createHash } from 'node:crypto'

import type { Attendee, BookingEvent, BookingTrigger, StoredEvent } from '../booking-event.ts'
import type { Instant } from '../instant.ts'
import type { Stage } from '../pipeline.ts'
import type { GivenLead, History, NamedHistory, RuleVersion } from './outcome.testing.ts'

const person = (name: string, email: string | null, phone: string | null = null): Attendee => ({
  ...{ email, phone, name, timeZone: 'Europe/London' },
})

export const people = {
  jane: person('Jane Doe', 'jane@acme.example'),
  bob: person('Bob Ray', 'bob@initech.example'),
  ann: person('Ann Lee', 'ann@hooli.example'),
  zoe: person('Zoe Fox', 'zoe@nobody.example'),
  /** Known by a phone only, the one of Ann's lead. */
  caller: person('A Caller', null, '+442079460001'),
}

/** The instant some minutes after ten o'clock on 20 November 2026, UTC. */
export const minute = (minutes: number): Instant =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + Math.round(minutes * 60_000)).toISOString()

/** The instant at an hour of 1 December 2026, UTC. */
export const hour = (hours: number): Instant => new Date(Date.UTC(2026, 11, 1, hours)).toISOString()

/** An event as it is stored; the same values always have the same fingerprint. */
export function keep(event: BookingEvent): StoredEvent {
  const fingerprint = createHash('sha256').update(JSON.stringify(event)).digest('hex')
  return { fingerprint, deliveryId: `delivery-${fingerprint.slice(0, 8)}`, event }
}

/** Jane's event about `uid`, sent some minutes after ten, of a meeting from 15:00 to 15:30. */
export function tell(
  minutes: number,
  trigger: BookingTrigger,
  uid: string,
  some: Partial<BookingEvent> = {},
): StoredEvent {
  return keep({
    trigger,
    uid,
    rescheduleUid: null,
    sentAt: minute(minutes),
    startTime: '2026-12-01T15:00:00.000Z',
    endTime: '2026-12-01T15:30:00.000Z',
    previousStartTime: null,
    title: 'Survey',
    eventType: 'survey',
    eventTypeId: 1,
    location: null,
    seated: false,
    recurring: false,
    leadId: null,
    responder: people.jane,
    bookedByHost: false,
    attendees: [people.jane],
    namesAttendees: true,
    organizer: { name: 'Priya', email: 'priya@solar.example', timeZone: 'Europe/London' },
    rescheduledBy: null,
    rejectionReason: null,
    cancellationReason: null,
    cancelledBy: null,
    requestReschedule: false,
    noShows: [],
    ...some,
  })
}

/** The values of an event in which these people booked. */
export const by = (...attendees: Attendee[]): Partial<BookingEvent> => ({
  ...{ responder: attendees[0] ?? null, attendees },
})

/** The values of an event of a seated event type that names these people; its form names the first seat's. */
export const seatOf = (...attendees: Attendee[]): Partial<BookingEvent> => ({
  ...{ seated: true, responder: people.jane, attendees },
})

/** The values of an event of a meeting that starts at this hour and lasts half of one. */
export const startingAt = (hours: number): Partial<BookingEvent> => ({
  ...{ startTime: hour(hours), endTime: hour(hours + 0.5) },
})

export const stages: Stage[] = [
  { id: 'new', name: 'New', position: 0, kind: 'open', colour: 'grey', isBooked: false },
  {
    id: 'contacted',
    name: 'Contacted',
    position: 1,
    kind: 'open',
    colour: 'blue',
    isBooked: false,
  },
  { id: 'booked', name: 'Booked', position: 2, kind: 'open', colour: 'amber', isBooked: true },
  {
    id: 'surveyed',
    name: 'Surveyed',
    position: 3,
    kind: 'open',
    colour: 'violet',
    isBooked: false,
  },
  { id: 'won', name: 'Won', position: 4, kind: 'won', colour: 'green', isBooked: false },
  { id: 'lost', name: 'Lost', position: 5, kind: 'lost', colour: 'red', isBooked: false },
]

/** A rule for every event type, in force from the first. */
export const rule = (
  fact: RuleVersion['fact'],
  stageId: string | null,
  some: Partial<RuleVersion> = {},
): RuleVersion => ({
  ...{ from: '2026-01-01T00:00:00.000Z', fact, eventTypeId: null, stageId, isRemoved: false },
  ...some,
})

const atNew: GivenLead['base'] = {
  ...{ stageId: 'new', setBy: 'rule', seen: [], pinned: false },
}

export const janeLead: GivenLead = {
  ...{ id: 'lead-jane', name: 'Jane Doe', email: 'jane@acme.example', aliases: [], phone: null },
  base: atNew,
}
export const bobLead: GivenLead = {
  ...{ id: 'lead-bob', name: 'Bob Ray', email: 'bob@initech.example', aliases: [], phone: null },
  base: atNew,
}
export const annLead: GivenLead = {
  ...{ id: 'lead-ann', name: 'Ann Lee', email: 'ann@hooli.example', aliases: [] },
  ...{ phone: '+442079460001', base: atNew },
}

/** A history with the leads, stages and rules that a workspace begins with, where nothing else is given. */
export function history(
  name: string,
  events: StoredEvent[],
  some: Partial<History> = {},
): NamedHistory {
  return {
    ...{ name, events, leads: [janeLead, bobLead, annLead], decisions: [], stages },
    ...{ rules: [rule('booked', 'booked')], leadCreation: [], ...some },
  }
}
