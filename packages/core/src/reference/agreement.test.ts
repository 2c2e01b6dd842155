import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { project } from '../project.ts'
import { anyHistory } from './arbitraries.testing.ts'
import { fiveEventHistories, namedHistories } from './histories.testing.ts'
import { referenceOutcome } from './model.testing.ts'
import type { History } from './outcome.testing.ts'
import { productOutcome } from './product-outcome.testing.ts'
import { countSequences, sequencesOf, someSequence } from './sequences.testing.ts'

const isExhaustive = process.env['EXHAUSTIVE'] === '1'
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const timeout = 30 * 60_000

const named = [...fiveEventHistories, ...namedHistories]

test.each(named)('$name is read as the rules say', (history) => {
  expect(productOutcome(history)).toEqual(referenceOutcome(history))
})

test(
  `generated histories are read as the rules say (SEED=${seed})`,
  () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        expect(productOutcome(history)).toEqual(referenceOutcome(history))
      }),
      { seed, numRuns: isExhaustive ? 300_000 : 15_000 },
    )
  },
  timeout,
)

test(
  `generated histories are read the same in any order and with any repetition (SEED=${seed})`,
  () => {
    const inAnyOrder = anyHistory.chain((history) =>
      someSequence(history.events).map((events) => ({ history, events })),
    )
    fc.assert(
      fc.property(inAnyOrder, ({ history, events }) => {
        expect(everything({ ...history, events })).toBe(everything(history))
      }),
      { seed, numRuns: isExhaustive ? 300_000 : 15_000 },
    )
  },
  timeout,
)

test('there are 291,720 sequences of five events', () => {
  expect([2, 3, 4, 5].map(countSequences)).toEqual([14, 222, 6_384, 291_720])
  expect([...sequencesOf([1, 2, 3])]).toHaveLength(222)
})

const samples = 8_500

// All sequences of six events are too many.
test.each(named.filter(({ events }) => !isExhaustive || events.length <= 5))(
  `$name ends the same in ${isExhaustive ? 'every sequence' : `${samples} sequences`} (SEED=${seed})`,
  (history) => {
    const expected = everything(history)
    const expectSame = (events: History['events']) => {
      const found = everything({ ...history, events })
      // Only a failure is worth the price of a comparison in words.
      if (found !== expected) expect(JSON.parse(found)).toEqual(JSON.parse(expected))
    }
    if (isExhaustive) for (const events of sequencesOf(history.events)) expectSame(events)
    else {
      fc.assert(
        fc.property(someSequence(history.events), (events) => expectSame(events)),
        { seed, numRuns: samples },
      )
    }
  },
  timeout,
)

/** All that is derived from a history, timeline entries included, as text. */
function everything(history: History): string {
  const { bookings, leads } = project(history)
  return JSON.stringify({
    bookings: bookings.map(({ booking: { steps, facts, confirmation, ...booking }, ...rest }) => ({
      ...{ booking, ...rest, confirmation: confirmation?.key },
      facts: facts.map(({ copies, ...fact }) => fact),
    })),
    leads: leads.map(({ moves, withheld, ...lead }) => lead),
  })
}
