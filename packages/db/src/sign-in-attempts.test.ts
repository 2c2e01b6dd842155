import { afterEach, beforeEach, expect, test } from 'vitest'

import { clearSignInAttempts, takeSignInAttempt } from './sign-in-attempts.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const start = Date.UTC(2026, 10, 24)
const tryAt = (seconds: number, account = 'ana') =>
  takeSignInAttempt(database.db, account, new Date(start + seconds * 1000))

test('after five tries the wait doubles up to a minute', async () => {
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(0)).toBe(0)
  let clock = 0
  for (const wait of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
    expect(await tryAt(clock)).toBe(wait * 1000)
    expect(await tryAt(clock + wait - 0.001)).toBe(1)
    clock += wait
    expect(await tryAt(clock)).toBe(0)
  }
})

test('tries at the same moment are not all let through', async () => {
  const waits = await Promise.all(Array.from({ length: 40 }, () => tryAt(0)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  const later = await Promise.all(Array.from({ length: 40 }, () => tryAt(1)))
  expect(later.filter((wait) => wait === 0)).toHaveLength(1)
})

test('a right password and a quarter of an hour both start over', async () => {
  for (let tries = 0; tries < 12; tries += 1) await tryAt(tries * 60)
  expect(await tryAt(700)).toBeGreaterThan(0)
  await clearSignInAttempts(database.db, 'ana')
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700)).toBe(0)
  expect(await tryAt(700)).toBe(1000)
  for (let tries = 0; tries < 5; tries += 1) expect(await tryAt(700 + 901)).toBe(0)
})

test('one person waiting makes nobody else wait', async () => {
  for (let tries = 0; tries < 6; tries += 1) await tryAt(0)
  expect(await tryAt(0)).toBe(1000)
  expect(await tryAt(0, 'bob')).toBe(0)
})
