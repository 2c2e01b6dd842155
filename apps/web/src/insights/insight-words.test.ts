import { expect, test } from 'vitest'

import { share, wordGroup, wordSeconds } from './insight-words.ts'

test('times are told in their two largest units', () => {
  const hour = 3600
  const all = [20, 59.6 * 60, 3 * hour, 3.5 * hour, 28 * hour, 48 * hour, 30 * 24 * hour]
  expect(all.map(wordSeconds)).toEqual([
    ...['under a minute', '1 h', '3 h', '3 h 30 min', '1 d 4 h', '2 d', '30 d'],
  ])
})

test('a share of too few is not told, and a tiny one is not nothing', () => {
  expect([share(3, 9, 10), share(0, 0, 0), share(1, 3, 2)]).toEqual([null, null, '33%'])
  expect([share(1, 1000, 10), share(0, 1000, 10)]).toEqual(['<1%', '0%'])
})

test('a week is told by its days in the period, and a group without a key in words', () => {
  const period = { first: '2026-10-28', last: '2026-11-26' } as const
  const week = (key: string) => wordGroup({ key, name: key }, 'leads', { ...period, by: 'week' })
  expect(['2026-10-26', '2026-11-02', '2026-11-23'].map(week)).toEqual([
    ...['28 Oct – 1 Nov', '2 Nov – 8 Nov', '23 Nov – 26 Nov'],
  ])
  const none = { key: null, name: null }
  expect(wordGroup(none, 'bookings', { ...period, by: 'source' })).toBe('No lead yet')
  expect(wordGroup({ key: 'x', name: null }, 'leads', { ...period, by: 'owner' })).toBe(
    'Former member',
  )
})
