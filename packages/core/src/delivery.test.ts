import { expect, test } from 'vitest'

import { heldBecause } from './delivery.ts'

test.each([
  ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:01.000Z', null],
  ['2026-11-20T10:00:00.000Z', '2026-11-27T10:00:00.000Z', null],
  ['2026-11-20T10:00:00.000Z', '2026-11-27T10:00:00.001Z', 'stale'],
  ['2026-11-20T10:10:00.000Z', '2026-11-20T10:00:00.000Z', null],
  ['2026-11-20T10:10:00.001Z', '2026-11-20T10:00:00.000Z', 'ahead'],
])('sent at %s and received at %s it is held: %s', (sentAt, receivedAt, reason) => {
  expect(heldBecause(sentAt, receivedAt)).toBe(reason)
})
