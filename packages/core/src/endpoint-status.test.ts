import { expect, test } from 'vitest'

import { endpointStatus } from './endpoint-status.ts'

const quietly = {
  mode: 'active' as const,
  secretSetAt: '2026-11-01T10:00:00.000Z',
  isReadable: true,
  isUsed: true,
  lastDeliveryAt: '2026-11-20T10:00:00.000Z',
  lastRejection: null,
  overdueAt: null,
  now: '2026-11-20T11:00:00.000Z',
}
const refused = (at: string) => ({
  ...quietly,
  lastRejection: { at, cause: 'mismatch' as const },
})

test.each([
  ['disabled', { ...quietly, mode: 'disabled' as const }],
  ['paused', { ...quietly, mode: 'paused' as const }],
  ['needs_secret', { ...quietly, secretSetAt: null }],
  ['unreadable_secret', { ...refused('2026-11-20T10:30:00.000Z'), isReadable: false }],
  ['unreadable_secret', { ...quietly, mode: 'paused' as const, isReadable: false }],
  ['disabled', { ...quietly, mode: 'disabled' as const, isReadable: false }],
  ['waiting', { ...quietly, lastDeliveryAt: null }],
  ['waiting', { ...quietly, secretSetAt: '2026-11-20T10:30:00.000Z', isUsed: false }],
  // All that came since was verified by the one before, which does not count any more.
  ['waiting', { ...quietly, isUsed: false }],
  ['healthy', quietly],
  // The old secret still counts, or what was parked is verified by the new one.
  ['healthy', { ...quietly, secretSetAt: '2026-11-20T10:30:00.000Z' }],
  ['healthy', { ...quietly, now: '2026-12-17T11:00:00.000Z' }],
  ['quiet', { ...quietly, now: '2026-12-18T11:00:00.000Z' }],
  ['quiet', { ...quietly, overdueAt: '2026-11-20T11:00:00.000Z' }],
  ['healthy', { ...quietly, overdueAt: '2026-11-20T11:00:00.001Z' }],
  [
    'healthy',
    { ...quietly, overdueAt: '2027-01-20T11:00:00.000Z', now: '2027-01-20T10:00:00.000Z' },
  ],
  // Since the secret was replaced, nothing came.
  [
    'waiting',
    {
      ...{ ...quietly, secretSetAt: '2026-11-20T10:30:00.000Z', isUsed: false },
      overdueAt: '2026-11-20T12:00:00.000Z',
    },
  ],
  [
    'quiet',
    {
      ...{ ...quietly, secretSetAt: '2026-11-20T10:30:00.000Z', isUsed: false },
      overdueAt: '2026-11-20T10:59:00.000Z',
    },
  ],
  ['rejecting', refused('2026-11-20T10:30:00.000Z')],
  ['healthy', refused('2026-11-20T09:30:00.000Z')],
])('it is %s', (status, known) => {
  expect(endpointStatus(known)).toBe(status)
})
