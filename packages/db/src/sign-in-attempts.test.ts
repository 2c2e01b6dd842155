import { afterEach, beforeEach, expect, test } from 'vitest'

import { clearSignInAttempts, takeSignInAttempt } from './sign-in-attempts.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const start = Date.UTC(2026, 10, 24)
const tryAt = (seconds: number, account = 'ana', address = '203.0.113.1') =>
  takeSignInAttempt(database.db, { account, address }, new Date(start + seconds * 1000))

test('after five tries the wait doubles up to a minute', async () => {
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(0)).toBe(0)
  let clock = 0
  for (const wait of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
    expect(await tryAt(clock + wait - 0.001)).toBe(1)
    clock += wait
    expect(await tryAt(clock)).toBe(0)
  }
})

test('tries at the same moment are not all let through', async () => {
  const waits = await Promise.all(Array.from({ length: 20 }, () => tryAt(0)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  const later = await Promise.all(Array.from({ length: 20 }, () => tryAt(60)))
  expect(later.filter((wait) => wait === 0)).toHaveLength(1)
})

test('a right password and a quarter of an hour both start over', async () => {
  for (let tries = 0; tries < 12; tries += 1) await tryAt(tries * 60)
  expect(await tryAt(700)).toBeGreaterThan(0)
  await clearSignInAttempts(database.db, { account: 'ana', address: '203.0.113.1' })
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700)).toBe(0)
  expect(await tryAt(700)).toBe(1000)
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700 + 901)).toBe(0)
})

test('one person waiting makes nobody else wait', async () => {
  for (let tries = 0; tries < 6; tries += 1) await tryAt(0)
  expect(await tryAt(0)).toBe(1000)
  expect(await tryAt(0, 'bob')).toBe(0)
})

test('an address that guesses without end keeps nobody at another one waiting', async () => {
  for (let tenths = 0; tenths < 3000; tenths += 1) {
    await tryAt(tenths / 10)
    if (tenths % 300 === 299) {
      expect(await tryAt(tenths / 10, 'ana', '198.51.100.7')).toBe(0)
      await clearSignInAttempts(database.db, { account: 'ana', address: '198.51.100.7' })
    }
  }
})

test('an address that had its twenty tries of a minute leaves no more traces', async () => {
  for (let tries = 0; tries < 20; tries += 1) expect(await tryAt(0, `nobody ${tries}`)).toBe(0)
  const before = await database.sql`select * from rate_limits order by key`
  for (let tries = 0; tries < 50; tries += 1) {
    expect(await tryAt(20, `somebody ${tries}`)).toBe(40_000)
  }
  expect([...(await database.sql`select * from rate_limits order by key`)]).toEqual([...before])
  expect(await tryAt(60, 'nobody else')).toBe(0)
})

test('of 1,000 guesses from 50 addresses at one person at most 150 are looked at, then one a minute each', async () => {
  const guesses = (seconds: number) =>
    Promise.all(
      Array.from({ length: 1000 }, (_, guess) => tryAt(seconds, 'ana', `203.0.113.${guess % 50}`)),
    )
  const first = (await guesses(0)).filter((wait) => wait === 0)
  expect(first.length).toBeGreaterThanOrEqual(100)
  expect(first.length).toBeLessThanOrEqual(150)
  expect((await guesses(59)).filter((wait) => wait === 0)).toHaveLength(0)
  expect((await guesses(61)).filter((wait) => wait === 0)).toHaveLength(50)
  // Even then somebody with the right password gets in from elsewhere.
  expect(await tryAt(61, 'ana', '198.51.100.7')).toBe(0)
  expect(await tryAt(62, 'ana', '198.51.100.7')).toBe(59_000)
}, 60_000)

test('counters that say nothing any more are deleted', async () => {
  for (let guess = 0; guess < 10; guess += 1) await tryAt(0, `nobody ${guess}`)
  await tryAt(901, 'ana', '198.51.100.7')
  const keys = await database.sql<{ key: string }[]>`select key from rate_limits order by 1`
  expect(keys.map((row) => row.key)).toEqual([
    'sign-in as ana',
    'sign-in as ana from 198.51.100.7',
    'sign-in from 198.51.100.7',
  ])
})
