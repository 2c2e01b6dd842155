import { expect, test } from 'vitest'

import { newId } from './new-id.ts'

test('an id is a UUID of version 7 and variant 10 that starts with its time', () => {
  const time = Date.UTC(2026, 10, 24, 9, 30)
  const id = newId(time)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time)
})

test('ids of one millisecond differ, and later ids sort after earlier ones', () => {
  const same = new Set(Array.from({ length: 10_000 }, () => newId(1)))
  expect(same.size).toBe(10_000)
  expect(newId(2) > newId(1)).toBe(true)
})
