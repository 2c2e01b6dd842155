import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyHistory } from './arbitraries.testing.ts'
import { fiveEventHistories, namedHistories } from './histories.testing.ts'
import { minute } from './history-making.testing.ts'
import { referenceOutcome } from './model.testing.ts'
import type { BookingOutcome, NamedHistory } from './outcome.testing.ts'

function find(name: string): NamedHistory {
  const found = [...fiveEventHistories, ...namedHistories].find((one) => one.name === name)
  if (!found) throw new Error(`There is no history "${name}".`)
  return found
}

/** A booking in a line: its nodes, how it stands, when it starts, and what happened. */
function line({ nodes, current, startTime, facts }: BookingOutcome): string {
  const names = nodes.map(([uid, seat]) => (seat === '' ? uid : `${uid}/${seat.split('@')[0]}`))
  const kinds = facts.map(([kind]) => kind)
  return `${names.join('+')} ${current} ${startTime?.slice(11, 16)}: ${kinds.join(' ')}`
}

/** The lines of a history's bookings. */
const lines = (name: string) => referenceOutcome(find(name)).bookings.map(line)

/** A lead's moves by rules, each by the time that it has and the stage that it led to. */
function moves(name: string, lead = 'lead-jane'): string[] {
  const outcome = referenceOutcome(find(name)).leads[lead]
  return (outcome?.moves ?? []).map(({ at, from, to }) => `${at.slice(11, 16)} ${from} to ${to}`)
}

const owners = (name: string) => referenceOutcome(find(name)).bookings.map(({ lead }) => lead)

test('there are twelve histories of five events each, and every history has a name of its own', () => {
  expect(fiveEventHistories).toHaveLength(12)
  expect(fiveEventHistories.filter(({ events }) => events.length !== 5)).toEqual([])
  const all = [...fiveEventHistories, ...namedHistories]
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
})

test('a chain of reschedules is one booking, which stands as its last node does', () => {
  const name = 'created, rescheduled twice, cancelled'
  expect(lines(name)).toEqual([
    'A+B+C cancelled 17:00: booked rescheduled rescheduled cancelled',
    'P confirmed 09:00: booked',
  ])
  const outcome = referenceOutcome(find(name))
  expect(outcome.bookings[0]).toMatchObject({
    ...{ rescheduleCount: 2, cancellationReason: 'Ill', cancelledBy: 'jane@acme.example' },
    ...{ lead: 'lead-jane', bookerEmail: 'jane@acme.example', bookerPhone: null },
  })
  expect(outcome.leads['lead-jane']).toMatchObject({ bookedAt: minute(0), setBy: 'rule' })
  expect(moves(name)).toEqual(['10:00 new to booked'])
  expect(lines('rescheduled before it was created')).toEqual([
    'A+B+C confirmed 17:00: rescheduled booked rescheduled',
    'P cancelled 09:00: booked cancelled',
  ])
  expect(lines('asked for another time, rescheduled')).toEqual([
    'A+B confirmed 16:00: booked reschedule_requested rescheduled',
    'P reschedule_requested 09:00: booked reschedule_requested',
  ])
})

test('what ended stays ended, and paying confirms nothing', () => {
  expect(lines('requested, rejected; requested, cancelled')).toEqual([
    'A rejected 15:00: requested rejected',
    'B cancelled 16:00: requested cancelled',
    'P confirmed 09:00: booked',
  ])
  expect(lines('created later than it was cancelled')).toEqual([
    'A cancelled 15:00: cancelled booked',
  ])
  expect(moves('created later than it was cancelled')).toEqual(['10:02 new to booked'])
  expect(lines('everything in one millisecond')).toEqual([
    'A cancelled 15:00: requested payment_started booked paid cancelled',
  ])
  expect(lines('cancelled, then asked for another time')).toEqual([
    'A reschedule_requested 15:00: booked cancelled reschedule_requested',
  ])
  expect(lines('paid, and nothing else is heard')).toEqual(['A requested 15:00: paid'])
})

test('neighbours that say the same are one fact, with the links of both', () => {
  const name = 'the same facts from two webhooks, the poorer copy first'
  expect(lines(name)).toEqual([
    'A+B confirmed 16:00: booked rescheduled',
    'P confirmed 09:00: booked',
  ])
  expect(lines('one booking takes the place of two')).toEqual([
    'A+B+C confirmed 17:00: booked booked rescheduled rescheduled',
  ])
  const [first, , third] = find(name).events
  expect(referenceOutcome(find(name)).bookings[0]?.facts).toEqual([
    ['booked', first?.fingerprint, minute(0)],
    ['rescheduled', third?.fingerprint, minute(1)],
  ])
})

test('a slot that moves back and forth moves each seat each time', () => {
  expect(lines('the host moves the slot from 10 to 11, back and again')).toEqual([
    'S/bob confirmed 11:00: booked rescheduled rescheduled rescheduled',
    'S/jane confirmed 11:00: booked rescheduled rescheduled rescheduled',
  ])
  expect(lines('a third attendee is heard of only after the host moved the slot')).toEqual([
    'S/ann confirmed 17:00: rescheduled paid rescheduled',
    'S/bob confirmed 17:00: booked rescheduled rescheduled',
    'S/jane confirmed 17:00: booked rescheduled rescheduled',
  ])
})

test('a seat may open again, and what is about its slot passes it by when it had left', () => {
  expect(lines('a seat is cancelled and booked again')).toEqual([
    'S/bob confirmed 15:00: booked cancelled booked paid',
    'S/jane confirmed 15:00: booked',
  ])
  expect(lines('a seat moves away and back')).toEqual([
    'S/bob+T/bob confirmed 12:00: booked rescheduled rescheduled rescheduled',
    'T/jane cancelled 11:00: booked cancelled',
  ])
})

test('who was absent did not take part', () => {
  expect(lines('one of two is marked as absent, and the meeting ends')).toEqual([
    'S/bob confirmed 15:00: booked no_show guests_absent',
    'S/jane completed 15:00: booked guests_absent took_place',
  ])
  expect(lines('no-show on, off, on')[0]).toBe(
    'A confirmed 15:00: booked no_show no_show_removed no_show',
  )
  expect(referenceOutcome(find('somebody is known by a phone only')).bookings[0]).toMatchObject({
    ...{ noShow: true, lead: 'lead-ann', bookerEmail: null, bookerPhone: '+442079460001' },
  })
  const ended = 'a meeting takes place, after its host and place changed'
  expect(lines(ended)).toEqual(['A completed 15:00: booked reassigned relocated took_place'])
  expect(moves(ended)).toEqual(['10:00 new to booked', '15:30 booked to surveyed'])
})

test('a booking is of the lead that is found first, links before emails', () => {
  expect(owners('two leads hold the two halves of a chain')).toEqual(['lead-jane', 'lead-bob'])
  // Jane's address is now the email of Bob's lead, and the other way round; aliases come second.
  expect(owners('two leads have swapped their emails')).toEqual([
    ...['lead-bob', 'lead-jane', 'lead-bob'],
  ])
  const links = 'the booking link of one lead, used by another and by somebody of the same name'
  expect(
    referenceOutcome(find(links)).bookings.map(({ lead, ambiguous }) => [lead, ambiguous]),
  ).toEqual([
    ['lead-bob', false],
    [null, true],
    ['lead-jane', false],
    ['lead-jane', false],
  ])
  expect(owners('bookings are linked and ignored by hand')).toEqual([
    ...['lead-bob', 'auto:zoe@nobody.example', null],
  ])
})

test('a lead that is made automatically is of a contact, from when the workspace asked for it', () => {
  const name = 'leads are made automatically from the second minute on'
  const zoe = 'auto:zoe@nobody.example'
  expect(owners(name)).toEqual([null, zoe, zoe, 'auto:+442079460001', null])
  const { leads } = referenceOutcome(find(name))
  expect(leads[zoe]).toMatchObject({ name: 'Zoe Fox', stageId: 'booked', bookedAt: minute(2) })
  expect(moves(name, zoe)).toEqual(['10:02 new to booked'])
})

test('a request and a series tell what else may be meant', () => {
  const replaced = referenceOutcome(find('requested anew without a link')).bookings
  expect(replaced.map((booking) => [line(booking), booking.mayReplace?.slice(11, 16)])).toEqual([
    ['A confirmed 15:00: booked', undefined],
    ['B+D requested 18:00: booked requested', undefined],
    ['C requested 17:00: requested', '15:00'],
    ['E confirmed 19:00: booked', undefined],
  ])
  const series = referenceOutcome(find('one of a series is cancelled')).bookings
  expect(series.map(({ needsCheck }) => needsCheck)).toEqual([true, false, true, false])
})

test('rules act on what the base has not seen, by their versions', () => {
  expect(moves('cancelled means lost, but not while another booking is live')).toEqual([
    ...['10:00 new to booked', '10:03 booked to lost', '10:04 lost to booked'],
  ])
  expect(moves('set to lost by hand between two bookings')).toEqual(['10:02 lost to booked'])
  expect(moves('the rule changes between two facts')).toEqual([
    ...['10:00 new to contacted', '10:02 contacted to surveyed'],
  ])
  const stays = 'pinned, and at a stage that is gone'
  expect([...moves(stays), ...moves(stays, 'lead-ann')]).toEqual([])
})

test('the sixth booking of a day moves nothing, and says so', () => {
  const name = 'more than five bookings in a day'
  expect(moves(name)).toEqual(['10:00 new to booked', '10:00 booked to surveyed'])
  const sixth = find(name).events[5]
  expect(referenceOutcome(find(name)).leads['lead-jane']?.withheld).toEqual([
    { at: minute(5), to: 'surveyed', factKey: sixth?.fingerprint },
  ])
})

test('neither the order nor the repetition of the events matters', () => {
  fc.assert(
    fc.property(anyHistory, fc.infiniteStream(fc.nat()), (history, numbers) => {
      const events = [...history.events, ...history.events.slice(0, 3)]
        .map((event) => ({ event, order: numbers.next().value }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ event }) => event)
      expect(referenceOutcome({ ...history, events })).toEqual(referenceOutcome(history))
    }),
    { numRuns: 200 },
  )
})
