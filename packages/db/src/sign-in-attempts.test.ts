import { afterEach, beforeEach, expect, test } from 'vitest'

import { takeFromAddress } from './address-attempts.ts'
import { takeSample } from './samples.ts'
import {
  clearSignInAttempts,
  giveBackSignInAttempt,
  takeCodeAttempt,
  takeSignInAttempt,
} from './sign-in-attempts.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const start = Date.UTC(2026, 10, 24)
const at = (seconds: number) => new Date(start + seconds * 1000)
let addresses = 0
// An address of its own each time, where none is named: that limit has a test of its own.
const ana = (more: { account?: string; address?: string; device?: string } = {}) => ({
  ...{ account: 'ana', address: `203.0.${(addresses += 1)}`, device: null, ...more },
})
const tryAt = (seconds: number, more = {}) => takeSignInAttempt(database.db, ana(more), at(seconds))

/** Guesses as soon as a guess is looked at, and answers when those were, in seconds. */
async function guessUntil(end: number): Promise<number[]> {
  const taken: number[] = []
  for (let seconds = 0; seconds <= end;) {
    const wait = await tryAt(seconds)
    if (wait === 0) taken.push(seconds)
    seconds += wait / 1000
  }
  return taken
}

function mostInFifteenMinutes(taken: number[]): number {
  const within = (from: number) => taken.filter((one) => one >= from && one <= from + 900).length
  return Math.max(...taken.map(within))
}

test('after five tries the wait doubles up to a minute, whatever address they come from', async () => {
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
  await clearSignInAttempts(database.db, ana())
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700)).toBe(0)
  expect(await tryAt(700)).toBe(1000)
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700 + 901)).toBe(0)
})

test('one person waiting makes nobody else wait', async () => {
  for (let tries = 0; tries < 6; tries += 1) await tryAt(0)
  expect(await tryAt(0)).toBe(1000)
  expect(await tryAt(0, { account: 'bob' })).toBe(0)
})

test('nobody who guesses keeps a person out of a device that is known, which has waits of its own', async () => {
  await guessUntil(1800)
  expect(await tryAt(1800)).toBeGreaterThan(0)
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(1800, { device: 'a' })).toBe(0)
  expect(await tryAt(1800, { device: 'a' })).toBe(1000)
  expect(await tryAt(1800, { device: 'b' })).toBe(0)
  expect(await tryAt(1801, { device: 'a' })).toBe(0)
})

test('of guesses without end at most 30 are looked at in any 15 minutes', async () => {
  const taken = await guessUntil(3600)
  expect(mostInFifteenMinutes(taken)).toBeLessThanOrEqual(30)
  expect(mostInFifteenMinutes(taken)).toBeGreaterThan(20)
})

test('nor are they more when the person signs in again and again meanwhile', async () => {
  const taken: number[] = []
  for (let seconds = 0; seconds < 2400; seconds += 20) {
    const own = ana({ address: `own ${seconds}` })
    if ((await takeSignInAttempt(database.db, own, at(seconds))) === 0) {
      await clearSignInAttempts(database.db, own)
    }
    while ((await tryAt(seconds)) === 0) taken.push(seconds)
  }
  expect(mostInFifteenMinutes(taken)).toBeLessThanOrEqual(30)
  expect(mostInFifteenMinutes(taken)).toBeGreaterThan(20)
})

test('an address that had its twenty tries of a minute leaves no more traces', async () => {
  const address = '203.0.113.1'
  for (let tries = 0; tries < 20; tries += 1) {
    expect(await tryAt(0, { address, account: `nobody ${tries}` })).toBe(0)
  }
  const before = await database.sql`select * from rate_limits order by key`
  for (let tries = 0; tries < 50; tries += 1) {
    expect(await tryAt(20, { address, account: `somebody ${tries}` })).toBe(40_000)
  }
  expect(await takeFromAddress(database.db, address, at(30))).toBe(30_000)
  expect([...(await database.sql`select * from rate_limits order by key`)]).toEqual([...before])
  expect(await tryAt(60, { address, account: 'nobody else' })).toBe(0)
})

test('a right password whose code is still to come counts as no try', async () => {
  for (let tries = 0; tries < 30; tries += 1) {
    expect(await tryAt(0)).toBe(0)
    await giveBackSignInAttempt(database.db, ana())
  }
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(0)).toBe(0)
  expect(await tryAt(0)).toBe(1000)
})

test('five codes are looked at within five minutes, and again after a pause or a right one', async () => {
  const codeAt = (seconds: number, more = {}) =>
    takeCodeAttempt(database.db, ana(more), at(seconds))
  const waits = await Promise.all(Array.from({ length: 20 }, () => codeAt(10)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  expect(await codeAt(309)).toBe(1000)
  expect(await codeAt(309, { device: 'a' })).toBe(0)
  expect(await codeAt(310)).toBe(0)
  for (let tries = 0; tries < 4; tries += 1) expect(await codeAt(310)).toBe(0)
  expect(await codeAt(310)).toBe(300_000)
  await clearSignInAttempts(database.db, ana())
  expect(await codeAt(310)).toBe(0)
})

test('what is done once a minute is done once, by however many at once', async () => {
  const sample = (seconds: number, name = 'a') => takeSample(database.db, name, 60_000, at(seconds))
  const taken = await Promise.all(Array.from({ length: 20 }, () => sample(0)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await sample(59)).toBe(false)
  expect(await sample(59, 'b')).toBe(true)
  expect(await sample(60)).toBe(true)
})

test('counters that say nothing any more are deleted', async () => {
  for (let guess = 0; guess < 10; guess += 1) await tryAt(0, { account: `nobody ${guess}` })
  await tryAt(946, { address: '198.51.100.7' })
  const keys = await database.sql<{ key: string }[]>`select key from rate_limits order by 1`
  expect(keys.map((row) => row.key)).toEqual([
    'sign-in as ana',
    'sign-in from 198.51.100.7',
    'wrong sign-ins as ana',
  ])
})
