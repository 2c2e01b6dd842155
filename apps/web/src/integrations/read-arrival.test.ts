import { expect, test } from 'vitest'

import { isOutdated, readArrival } from './read-arrival.ts'

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

test('a refusal from before the secret was set, and what a secret verified that was stopped, say nothing of the one that counts', () => {
  const before = '2026-11-20T08:00:00.000Z'
  const setAt = '2026-11-20T09:00:00.000Z'
  const after = '2026-11-20T10:00:00.000Z'
  const unproved = { secretSetAt: setAt, isProved: false }
  const proved = { secretSetAt: setAt, isProved: true }
  expect(isOutdated({ outcome: 'rejected', at: before }, unproved)).toBe(true)
  expect(isOutdated({ outcome: 'rejected', at: after }, unproved)).toBe(false)
  expect(isOutdated({ outcome: 'rejected', at: before }, { ...proved, secretSetAt: null })).toBe(
    false,
  )
  expect(isOutdated({ outcome: 'ping', at: before }, proved)).toBe(false)
  expect(isOutdated({ outcome: 'ping', at: before }, unproved)).toBe(true)
})
