import { expect, test } from 'vitest'

import type { StageRuleTerms } from '@solar-capture/core/stage-rule'

import { asForAny, cellOf, isSameRules, keepsStage, rowsOf, withCell } from './rule-grid.ts'

const booked: StageRuleTerms = { fact: 'booked', eventTypeId: null, stageId: 'b' }
const lastSeenAt = '2026-11-20T10:00:00.000Z'

test('a cell says a stage, that a lead keeps its own, or for an event type that it is as for any', () => {
  const rules = [booked, { ...booked, eventTypeId: 7, stageId: null }]
  expect(cellOf(rules, 'booked', null)).toBe('b')
  expect(cellOf(rules, 'cancelled', null)).toBe(keepsStage)
  expect(cellOf(rules, 'booked', 7)).toBe(keepsStage)
  expect(cellOf(rules, 'booked', 8)).toBe(asForAny)
})

test('what is chosen in a cell is what it says then, and nothing is kept of what says nothing', () => {
  const set = (rules: StageRuleTerms[], eventTypeId: number | null, value: string) =>
    withCell(rules, { fact: 'booked', eventTypeId, value })
  expect(set([booked], 7, 'c')).toEqual([booked, { ...booked, eventTypeId: 7, stageId: 'c' }])
  expect(set([booked], 7, keepsStage)).toEqual([
    booked,
    { ...booked, eventTypeId: 7, stageId: null },
  ])
  expect(set([booked, { ...booked, eventTypeId: 7 }], 7, asForAny)).toEqual([booked])
  expect(set([booked], null, keepsStage)).toEqual([])
  expect(isSameRules([], [{ ...booked, stageId: null }])).toBe(true)
  expect(isSameRules([booked], [{ ...booked, eventTypeId: 7 }, booked])).toBe(false)
})

test('event types with rules of their own come before the others, also those that nobody booked', () => {
  const types = [8, 7].map((id) => ({ id, title: `Type ${id}`, lastSeenAt, bookings: 1 }))
  const rules = [booked, { ...booked, eventTypeId: 7 }, { ...booked, eventTypeId: 99 }]
  expect(rowsOf(types, rules).map(({ id }) => id)).toEqual([null, 7, 99, 8])
})
