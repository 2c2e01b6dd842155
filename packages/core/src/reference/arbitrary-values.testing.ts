import * as fc from 'fast-check'

import type { Instant } from '../instant.ts'
import { hour, minute, people } from './history-making.testing.ts'

// Few people and instants, so that events meet each other, in ties and in the wrong order.

export const everybody = Object.values(people)
/** Whoever books, some more often than others. */
export const somebody = fc.constantFrom(people.jane, people.jane, people.bob, ...everybody)
export const milliseconds = (count: number) => count / 60_000
/** Minutes after ten; the last is on the next day. */
export const minutes = [0, milliseconds(1), 1, 1 + milliseconds(1), 2, 3, 4, 5, 30, 24 * 60]
export const starts: Instant[] = [minute(5), minute(40), hour(15)]

export const later = (instant: Instant, byMinutes: number): Instant =>
  new Date(Date.parse(instant) + Math.round(byMinutes * 60_000)).toISOString()

/** True once in so many times. */
export const rarely = (times: number) => fc.nat(times - 1).map((drawn) => drawn === times - 1)

export function weighted<T>(...choices: [weight: number, value: T][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))
}
