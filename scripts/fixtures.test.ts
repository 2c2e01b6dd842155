import { expect, test } from 'vitest'

import { chooseName, fixtureNames, readFixture } from './fixtures.ts'

const names = ['10-created', '12-rescheduled', '13-rescheduled-again', '14-cancelled-by-attendee']

test.each([
  ['10-created', '10-created'],
  ['12', '12-rescheduled'],
  ['rescheduled', '12-rescheduled'],
  ['rescheduled-again', '13-rescheduled-again'],
  ['cancelled', '14-cancelled-by-attendee'],
])('%s means %s', (wanted, name) => {
  expect(chooseName(wanted, names)).toBe(name)
})

test('the very word wins over one that only begins so', () => {
  expect(chooseName('requested', ['41-requested-async', '44-requested'])).toBe('44-requested')
})

test.each(['', 'nothing', '1', '../10-created'])('%j means no fixture', (wanted) => {
  expect(() => chooseName(wanted, names)).toThrow(/--list/)
})

test('every fixture has a body and says what it is', () => {
  const fixtures = fixtureNames().map(readFixture)
  expect(fixtures.length).toBeGreaterThan(40)
  expect(fixtures.filter(({ about, body }) => about === '' || body === '')).toEqual([])
})
