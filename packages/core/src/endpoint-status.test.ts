import { expect, test } from 'vitest'

import { endpointStatus } from './endpoint-status.ts'

const quietly = {
  mode: 'active' as const,
  secretSetAt: '2026-11-01T10:00:00.000Z',
  lastDeliveryAt: '2026-11-20T10:00:00.000Z',
  lastRejection: null,
  now: '2026-11-20T11:00:00.000Z',
}
const refused = (at: string) => ({
  ...quietly,
  lastRejection: { at, cause: 'mismatch' as const },
})

test.each([
  ['disabled', { ...quietly, mode: 'disabled' as const }],
  ['needs_secret', { ...quietly, secretSetAt: null }],
  ['waiting', { ...quietly, lastDeliveryAt: null }],
  ['waiting', { ...quietly, secretSetAt: '2026-11-20T10:30:00.000Z' }],
  ['healthy', quietly],
  ['quiet', { ...quietly, now: '2026-11-28T11:00:00.000Z' }],
  ['rejecting', refused('2026-11-20T10:30:00.000Z')],
  ['healthy', refused('2026-11-20T09:30:00.000Z')],
])('it is %s', (status, known) => {
  expect(endpointStatus(known)).toBe(status)
})
