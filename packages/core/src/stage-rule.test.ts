import { expect, test } from 'vitest'

import { always, changedRules, ruleInForce, type StageRule } from './stage-rule.ts'

const rule = (some: Partial<StageRule>): StageRule => ({
  ...{ from: always, fact: 'booked', eventTypeId: null, stageId: 'Booked', isRemoved: false },
  ...some,
})
const later = '2026-11-20T10:00:00.000Z'

test('a fact goes by the version that was in force when it was sent', () => {
  const rules = [rule({}), rule({ from: later, stageId: 'Surveyed' })]
  const stageAt = (at: string) => ruleInForce(rules, 'booked', 1, at)?.stageId
  expect(stageAt('2026-11-20T09:59:59.999Z')).toBe('Booked')
  expect(stageAt(later)).toBe('Surveyed')
})

test('a rule of an event type comes before the one for any, also one that moves nothing', () => {
  const rules = [rule({}), rule({ eventTypeId: 7, stageId: null, from: later })]
  expect(ruleInForce(rules, 'booked', 7, always)?.stageId).toBe('Booked')
  expect(ruleInForce(rules, 'booked', 7, later)?.stageId).toBeNull()
  expect(ruleInForce(rules, 'booked', 8, later)?.stageId).toBe('Booked')
  expect(ruleInForce(rules, 'cancelled', 8, later)).toBeNull()
})

test('an event type whose own rule was removed goes by the one for any', () => {
  const removed = { stageId: null, isRemoved: true, from: later }
  const rules = [rule({}), rule({ eventTypeId: 7, stageId: 'Quoted' })]
  expect(ruleInForce([...rules, rule({ eventTypeId: 7, ...removed })], 'booked', 7, later)).toEqual(
    rule({}),
  )
  const none = [rule({ eventTypeId: 7, ...removed }), rule({}), rule(removed)]
  expect(ruleInForce(none, 'booked', 7, later)).toBeNull()
})

test('only what is different becomes a new version, and what is left out is removed', () => {
  const versions = [
    rule({}),
    rule({ fact: 'cancelled', stageId: 'Lost' }),
    rule({ eventTypeId: 7, stageId: 'Quoted' }),
    rule({ eventTypeId: 7, stageId: null, from: later }),
    rule({ eventTypeId: 8, stageId: null, isRemoved: true }),
  ]
  const { from: _, ...booked } = rule({})
  expect(changedRules(versions, [booked, { ...booked, fact: 'no_show', stageId: 'Lost' }])).toEqual(
    [
      { fact: 'no_show', eventTypeId: null, stageId: 'Lost', isRemoved: false },
      { fact: 'cancelled', eventTypeId: null, stageId: null, isRemoved: true },
      { fact: 'booked', eventTypeId: 7, stageId: null, isRemoved: true },
    ],
  )
})

test('a rule that keeps an event type from moving is a version, and one that keeps all is none', () => {
  const { from: _, ...booked } = rule({})
  const nothing = { ...booked, stageId: null }
  expect(
    changedRules(
      [rule({})],
      [booked, { ...nothing, eventTypeId: 7 }, { ...nothing, fact: 'no_show' }],
    ),
  ).toEqual([{ ...nothing, eventTypeId: 7 }])
  const versions = [rule({}), rule({ eventTypeId: 7, stageId: null })]
  expect(changedRules(versions, [booked, { ...nothing, eventTypeId: 7 }])).toEqual([])
})

test('a rule that was removed can be put in force again', () => {
  const own = rule({ eventTypeId: 7, stageId: 'Quoted' })
  const removed = rule({ eventTypeId: 7, stageId: null, isRemoved: true, from: later })
  const { from: _, ...wanted } = own
  expect(changedRules([own, removed], [wanted])).toEqual([wanted])
})
