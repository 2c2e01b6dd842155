import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { byFactOrder, type Fact } from './booking-facts.ts'
import { foldBookings, isLive, type Booking } from './booking-history.ts'
import { createDailyCap } from './daily-cap.ts'
import { byFoldOrder } from './fold-order.ts'
import { createLiveThen } from './live-then.ts'
import { defaultStages } from './pipeline.ts'
import { project } from './project.ts'
import { lookTogether } from './series.ts'
import { always } from './stage-rule.ts'
import { anEvent } from './stored-events.testing.ts'

const hour = 60 * 60 * 1000
const at = (hours: number) => new Date(Date.UTC(2026, 10, 20) + hours * hour).toISOString()

// Of eleven uids and two days; now and then one takes the place of another.
const told = record({
  number: integer({ min: 0, max: 10 }),
  from: integer({ min: 0, max: 60 }),
  trigger: constantFrom(
    ...(['BOOKING_CREATED', 'BOOKING_CREATED', 'BOOKING_REQUESTED', 'BOOKING_CANCELLED'] as const),
    ...(['BOOKING_REJECTED', 'BOOKING_RESCHEDULED', 'MEETING_ENDED'] as const),
  ),
  hours: integer({ min: 0, max: 47 }),
  eventTypeId: constantFrom(1, 1, 2, null),
  recurring: boolean(),
})
const histories = array(told, { minLength: 1, maxLength: 40, size: 'max' }).map((all) =>
  foldBookings(
    all.map(({ number, from, trigger, hours, eventTypeId, recurring }) =>
      anEvent({
        ...{ uid: `${number}`, rescheduleUid: from > 10 ? null : `${from}`, trigger },
        ...{ sentAt: at(hours), startTime: at(100 + hours), eventTypeId, recurring },
      }),
    ),
  ),
)
const factsOf = (bookings: Booking[]) =>
  bookings
    .flatMap((booking) => booking.facts.map((fact) => ({ booking, fact })))
    .toSorted((a, b) => byFactOrder(a.fact, b.fact))

describe('what is asked of many bookings together is what is asked of each', () => {
  test('whether another one was to come', () => {
    const wasLive = ({ steps }: Booking, then: Fact) => {
      const [first] = then.copies
      const events = steps.flatMap(({ copies }) => copies)
      return foldBookings(events.filter((event) => first && byFoldOrder(event, first) <= 0)).some(
        isLive,
      )
    }
    assert(
      property(histories, integer({ min: 1, max: 3 }), (bookings, each) => {
        const isAnotherLive = createLiveThen(bookings)
        const asked = factsOf(bookings).filter((_, index) => index % each === 0)
        for (const [index, { fact }] of asked.entries()) {
          const [first] = fact.copies
          const booking = bookings[(7 * index) % bookings.length]
          const others = bookings.filter((other) => other !== booking)
          expect(first && booking && isAnotherLive(booking, first)).toBe(
            others.some((other) => wasLive(other, fact)),
          )
        }
      }),
    )
  })

  test('whether there are too many of a day', () => {
    assert(
      property(histories, (bookings) => {
        const exceeds = createDailyCap(bookings)
        for (const { fact } of factsOf(bookings)) {
          const begun = bookings.filter(({ facts: [first] }) => {
            const isOfDay = first?.at.slice(0, 10) === fact.at.slice(0, 10)
            return first && isOfDay && byFactOrder(first, fact) <= 0
          })
          const counted = begun.map((one) =>
            one.recurring && one.eventTypeId !== null ? one.eventTypeId : one,
          )
          expect(exceeds(fact)).toBe(new Set(counted).size > 5)
        }
      }),
    )
  })

  test('whether one went with another of its series, and which one it may replace', () => {
    assert(
      property(histories, (bookings) => {
        const { needsCheck, mayReplace } = lookTogether(bookings)
        for (const booking of bookings) {
          const alike = bookings.filter(
            ({ eventTypeId }) => eventTypeId !== null && eventTypeId === booking.eventTypeId,
          )
          const heard = booking.facts.at(-1)
          const cancelled = alike
            .filter(({ recurring }) => recurring)
            .flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'cancelled'))
          expect(needsCheck(booking)).toBe(
            booking.recurring &&
              isLive(booking) &&
              cancelled.some((fact) => heard && byFactOrder(fact, heard) > 0),
          )
          expect(mayReplace(booking)).toBe(replacedBy(booking, alike)?.startTime ?? null)
        }
      }),
    )
  })
})

function replacedBy(booking: Booking, alike: Booking[]): Booking | undefined {
  const [first] = booking.facts
  const isMoved = first?.copies.some(({ event }) => event.rescheduleUid !== null)
  if (first?.kind !== 'requested' || isMoved) return undefined
  let found: Booking | undefined
  for (const other of alike) {
    const { confirmation } = other
    if (other.status !== 'confirmed' || !confirmation) continue
    if (byFactOrder(confirmation, first) >= 0) continue
    const best = found?.confirmation
    if (!best || byFactOrder(best, confirmation) < 0) found = other
  }
  return found
}

test('a lead with ten times the bookings does not take a hundred times as long', () => {
  const stages = defaultStages.map((stage, position) => ({ ...stage, id: stage.name, position }))
  const rule = { from: always, eventTypeId: null, isRemoved: false }
  const rules = [
    { ...rule, fact: 'booked' as const, stageId: 'Booked' },
    { ...rule, fact: 'cancelled' as const, stageId: 'Lost' },
  ]
  const base = { stageId: 'New', setBy: 'rule' as const, seen: [], pinned: false }
  const jane = { name: 'Jane', email: 'jane@acme.example', phone: null, aliases: [] }
  const leads = [{ id: 'lead', formerIds: [], base, ...jane }]
  const msOf = (count: number) => {
    const events = Array.from({ length: count }, (_, number) => [
      anEvent({ uid: `${number}`, sentAt: at(10 * number) }),
      anEvent({ uid: `${number}`, trigger: 'BOOKING_CANCELLED', sentAt: at(10 * number + 5) }),
    ]).flat()
    const runs = Array.from({ length: 3 }, () => {
      const startedAt = performance.now()
      project({ events, leads, stages, rules })
      return performance.now() - startedAt
    })
    return Math.min(...runs)
  }
  const few = msOf(150)
  expect(msOf(1_500) / few).toBeLessThan(40)
})
