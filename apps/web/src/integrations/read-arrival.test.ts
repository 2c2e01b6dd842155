import { expect, test } from 'vitest'

import { readArrival } from './read-arrival.ts'

const results = (outcome: Parameters<typeof readArrival>[0]['outcome']) =>
  readArrival({ outcome, cause: null }).checks.map(({ result }) => result)

test('a ping test that went through ticks every step', () => {
  expect(results('ping')).toEqual(['good', 'good', 'good'])
  expect(results('unmatched')).toEqual(['good', 'good', 'good'])
})

test('a refused request stops at the signature and tells the cause', () => {
  expect(results('rejected')).toEqual(['good', 'bad', 'open'])
  const { summary } = readArrival({ outcome: 'rejected', cause: 'Signed with another secret.' })
  expect(summary).toBe('Signed with another secret.')
})

test('unreadable content stops after the signature', () => {
  expect(results('malformed')).toEqual(['good', 'good', 'bad'])
})
