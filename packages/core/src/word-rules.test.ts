import { expect, test } from 'vitest'

import { always, changedRules, type RuledFact, type StageRuleTerms } from './stage-rule.ts'
import { wordRuleChanges } from './word-rules.ts'

const names = {
  stage: (id: string) => ({ n: 'New', b: 'Booked' })[id] ?? null,
  eventType: (id: number) => (id === 7 ? 'Survey' : null),
}
const rule = (fact: RuledFact, eventTypeId: number | null, stageId: string | null) => ({
  ...{ fact, eventTypeId, stageId },
})
const before = [rule('booked', null, 'b'), rule('cancelled', 7, 'n'), rule('no_show', 8, 'x')].map(
  (one) => ({ ...one, from: always, isRemoved: false }),
)

const word = (wanted: StageRuleTerms[]) =>
  wordRuleChanges(before, changedRules(before, wanted), names)

test('each rule that changes is told with what it was and what it is', () => {
  expect(
    word([rule('booked', null, 'n'), rule('cancelled', 7, null), rule('took_place', 7, 'b')]),
  ).toBe(
    'booked, any event type: Booked → New; cancelled, Survey: New → keeps its stage; took place, Survey: as for any → Booked; did not come, event type 8: a stage that is gone → as for any',
  )
  expect(
    word([
      ...before.slice(1).map(({ fact, eventTypeId, stageId }) => rule(fact, eventTypeId, stageId)),
    ]),
  ).toBe('booked, any event type: Booked → keeps its stage')
})

test('nothing is told of what stays, and of very many only the first', () => {
  const same = before.map(({ fact, eventTypeId, stageId }) => rule(fact, eventTypeId, stageId))
  expect(word(same)).toBe('')
  const many = Array.from({ length: 30 }, (_, at) => rule('booked', at + 100, 'n'))
  expect(word([...same, ...many])).toMatch(/event type 119: as for any → New; and 10 more$/)
})
