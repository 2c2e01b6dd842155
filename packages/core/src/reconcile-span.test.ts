import { describe, expect, test } from 'vitest'

import type { CalcomBooking } from './reconcile-source.ts'
import {
  goodAtAfter,
  narrowSpan,
  retryAt,
  settledOf,
  spanAfter,
  spanSince,
  type Span,
} from './reconcile-span.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const ago = (ms: number) => new Date(now.getTime() - ms)

test('a run begins a day before what was compared last, however long that is ago', () => {
  expect(spanSince(ago(hour), now)).toEqual({ from: ago(day + hour), until: null })
  expect(spanSince(ago(400 * day), now)).toEqual({ from: ago(401 * day), until: null })
  expect(spanSince(null, now)).toEqual({ from: ago(8 * day), until: null })
})

test.each([hour, day, 31 * day, 4_000 * day])(
  'cut spans of %d milliseconds leave no time out, and end',
  (length) => {
    const compared: Span[] = []
    let span: Span | null = { from: ago(length), until: null }
    for (let cut: Span | null = span; cut; cut = narrowSpan(cut, now)) span = cut
    while (span && compared.length < 100) {
      compared.push(span)
      span = spanAfter(span, now)
    }
    expect(compared[0]?.from).toEqual(ago(length))
    expect(compared.at(-1)?.until).toBeNull()
    for (const [index, { until }] of compared.slice(0, -1).entries()) {
      expect(compared[index + 1]?.from).toEqual(new Date((until?.getTime() ?? 0) - minute))
    }
  },
)

test('the next run begins where one ended that did not come to the end', () => {
  const until = ago(3 * day)
  const goodAt = goodAtAfter({ from: ago(9 * day), until }, now)
  expect(spanSince(goodAt, now).from).toEqual(new Date(until.getTime() - minute))
  expect(goodAtAfter({ from: ago(hour), until: null }, now)).toEqual(now)
  // What was left to its webhook is looked at again.
  const young = goodAtAfter({ from: ago(hour), until: ago(minute) }, now)
  expect(spanSince(young, now).from.getTime()).toBeLessThan(ago(10 * minute).getTime())
})

describe('what can be compared', () => {
  const booking = (uid: string, change: Partial<CalcomBooking> = {}): CalcomBooking => ({
    ...{ uid, isFirstUid: false, wasChanged: false, previousUid: null, nextUid: null },
    ...{ status: 'accepted', seated: false },
    ...{ startTime: '2026-12-01T10:00:00.000Z', endTime: null, title: null, eventType: null },
    ...{ eventTypeId: null, attendees: [], organizerEmail: null, cancellationReason: null },
    ...{ createdAt: ago(5 * hour).toISOString(), changedAt: null },
    ...change,
  })
  const at = (ms: number) => ago(ms).toISOString()
  const uidsOf = (bookings: CalcomBooking[], span: Span) =>
    settledOf({ bookings, refused: [] }, span, now).bookings.map(({ uid }) => uid)
  const upToNow = { from: ago(day), until: null }

  test('is not younger than ten minutes', () => {
    const young = booking('young', { createdAt: at(minute) })
    const changed = booking('changed', { changedAt: at(minute) })
    expect(uidsOf([booking('old'), young, changed], upToNow)).toEqual(['old'])
  })

  test('is no booking whose successor is younger, nor what that one took the place of', () => {
    const first = booking('a', { status: 'moved', changedAt: at(hour) })
    const second = booking('b', { status: 'moved', previousUid: 'a', createdAt: at(hour) })
    // By whatever clock, the change came a moment before the line and the new one after it.
    const settled = { ...second, changedAt: at(10 * minute + 1) }
    const third = booking('c', { previousUid: 'b', createdAt: at(10 * minute - 1) })
    expect(uidsOf([first, settled, third, booking('d')], upToNow)).toEqual(['d'])
    expect(uidsOf([first, settled], upToNow)).toEqual(['a', 'b'])
  })

  test('is nothing that a later span sees as it is by then', () => {
    const later = booking('later', { changedAt: at(hour) })
    expect(uidsOf([booking('a'), later], { from: ago(6 * hour), until: ago(4 * hour) })).toEqual([
      'a',
    ])
  })

  test('ends with bookings that name each other in a ring', () => {
    const ring = [booking('a', { previousUid: 'b' }), booking('b', { previousUid: 'a' })]
    expect(
      uidsOf([...ring, booking('c', { previousUid: 'a', createdAt: at(0) })], upToNow),
    ).toEqual([])
  })
})

test('what fails is tried again soon, then ever later, and no later than it is due', () => {
  const waits: number[] = []
  let at = now
  let lastFailedAt: Date | null = null
  for (let count = 0; count < 7; count += 1) {
    const next = retryAt({ everyHours: 6, lastFailedAt }, at)
    waits.push((next.getTime() - at.getTime()) / minute)
    lastFailedAt = at
    at = next
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320])
  expect(retryAt({ everyHours: 1, lastFailedAt: ago(50 * minute) }, now)).toEqual(
    new Date(now.getTime() + hour),
  )
})
