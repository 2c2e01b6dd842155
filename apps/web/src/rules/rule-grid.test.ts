import { expect, test } from 'vitest'

import type { StageRuleTerms } from '@solar-capture/core/stage-rule'

import {
  asForAny,
  cellOf,
  isSameRules,
  keepsStage,
  movesNever,
  rebaseRules,
  rowsOf,
  withCell,
} from './rule-grid.ts'

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

test('changed cells are kept on top of what somebody else saved, unless that is one of the same cells', () => {
  const cancelled: StageRuleTerms = { fact: 'cancelled', eventTypeId: null, stageId: 'a' }
  const edit = { seen: [booked], value: [booked, cancelled] }
  const elsewhere = { ...booked, stageId: 's' }
  expect(rebaseRules(edit, [elsewhere])).toEqual([elsewhere, cancelled])
  expect(rebaseRules(edit, [])).toEqual([cancelled])
  expect(rebaseRules(edit, [booked, { ...cancelled, stageId: 'b' }])).toBeNull()
  expect(rebaseRules({ seen: [booked], value: [] }, [booked, cancelled])).toEqual([cancelled])
  expect(rebaseRules({ seen: [booked], value: [] }, [elsewhere])).toBeNull()
})

test('event types with rules of their own come before the others, also those that nobody booked', () => {
  const types = [8, 7].map((id) => ({ id, title: `Type ${id}`, lastSeenAt, bookings: 1 }))
  const rules = [booked, { ...booked, eventTypeId: 7 }, { ...booked, eventTypeId: 99 }]
  expect(rowsOf(types, rules).map(({ id }) => id)).toEqual([null, 7, 99, 8])
})

test('a rule that would move a lead back from where bookings go is told, once, in the row that has it', () => {
  const [called, taken, lost] = (['called', 'taken', 'lost'] as const).map((id, position) => ({
    ...{ id, name: id, position, colour: 'grey' as const, isBooked: id === 'taken', leads: 0 },
    kind: id === 'lost' ? ('lost' as const) : ('open' as const),
  }))
  if (!called || !taken || !lost) throw new Error('three stages are made')
  const told = (rules: StageRuleTerms[], eventTypeId: number | null) =>
    movesNever([called, taken, lost], rules, eventTypeId).map(({ from, to }) => [from.id, to.id])
  const books = { ...booked, stageId: 'taken' }
  const back: StageRuleTerms = { fact: 'cancelled', eventTypeId: null, stageId: 'called' }
  expect(told([books, back, { ...back, fact: 'no_show' }], null)).toEqual([['taken', 'called']])
  expect(told([books, back], 7)).toEqual([])
  expect(told([books, { ...back, eventTypeId: 7 }], 7)).toEqual([['taken', 'called']])
  expect(told([books, { ...back, stageId: 'lost' }], null)).toEqual([])
  expect(told([books, { ...back, stageId: 'taken' }], null)).toEqual([])
  expect(told([back], null)).toEqual([])
  expect(told([{ ...books, eventTypeId: 7 }, back], 7)).toEqual([['taken', 'called']])
  expect(told([{ ...books, stageId: 'lost' }, back], null)).toEqual([['lost', 'called']])
})
