import { expect, test } from 'vitest'

import { auditActions } from './audit.ts'
import { wordAudit } from './word-audit.ts'

const target = { id: null, name: 'Bo' }

test.each(auditActions)('%s is worded, without a gap where a detail is missing', (action) => {
  const words = wordAudit({ action, target, details: {} })
  expect(words).toMatch(/^[a-z]/)
  expect(words).not.toMatch(/undefined|null|_/)
})

test.each([
  {
    action: 'role_changed',
    details: { from: 'agent', to: 'admin' },
    words: 'changed Bo from agent to admin',
  },
  {
    action: 'workspace_changed',
    details: { name: 'Sun → Sunny', createsLeads: 'false → true' },
    words: 'changed the workspace: name Sun → Sunny, leads from bookings off → on',
  },
  {
    action: 'alarms_changed',
    details: { secret: 'new', webhookHost: '– → hooks.example.com', timing: 'hourly → daily' },
    words:
      'changed what alarms there are and who is told: signing secret new, posted to hooks.example.com, how soon hourly → daily',
  },
  {
    action: 'alarms_changed',
    details: { webhookHost: 'hooks.example.com → –' },
    words: 'changed what alarms there are and who is told: posted to hooks.example.com → none',
  },
  {
    action: 'request_rejected',
    details: { cause: 'retired_secret' },
    words:
      'sent a request for the Cal.com account Bo, which was refused: it was signed with a secret that was replaced',
  },
  {
    action: 'endpoint_changed',
    details: { mode: 'active → disabled' },
    words: 'switched the Cal.com account Bo off',
  },
  {
    action: 'endpoint_changed',
    details: { mode: 'paused → active', name: 'Bo → Bo → York' },
    words: 'resumed the Cal.com account Bo and renamed the Cal.com account Bo to Bo → York',
  },
  {
    action: 'parked_applied',
    details: { applied: 0, unmatched: 2, held: 0, other: 0, dropped: 1 },
    words: 'applied what came to Bo before its secret was saved (2 without a lead, 1 dropped)',
  },
  {
    action: 'alarms_changed',
    details: { timing: 'at_once → hourly', muted: '– → meeting_passed' },
    words:
      'changed what alarms there are and who is told: how soon at once → hourly, not told of meeting passed',
  },
  {
    action: 'secret_rotated',
    details: { fingerprint: 'A3F9-0001', keepPreviousFor: 'none' },
    words: 'replaced the webhook secret of Bo (A3F9-0001) and stopped every old one',
  },
  {
    action: 'secret_rotated',
    details: { fingerprint: 'A3F9-0001', keepPreviousFor: '24h' },
    words: 'replaced the webhook secret of Bo (A3F9-0001); the old one still counted for 24 hours',
  },
  {
    action: 'access_denied',
    details: { procedure: 'member.setRole' },
    words: 'was refused what is not open to them: the members (set role)',
  },
  {
    action: 'secret_checked',
    details: { matches: 'none' },
    words: 'checked a webhook secret of Bo: it is none of this account',
  },
  {
    action: 'secret_checked',
    details: { matches: 'spaced' },
    words:
      'checked a webhook secret of Bo: it is the one that counts, but with white space around it',
  },
  {
    action: 'parked_applied',
    details: { applied: 0, unmatched: 0, held: 0, other: 0, dropped: 3 },
    words: 'dropped what came to Bo before its secret was saved (3 dropped)',
  },
  { action: 'rules_changed', details: { rules: 3 }, words: 'changed the stage rules' },
  {
    action: 'rules_changed',
    details: { changes: 'booked, any event type: keeps its stage → Booked' },
    words: 'changed the stage rules: booked, any event type: keeps its stage → Booked',
  },
  {
    action: 'access_denied',
    details: { reason: 'unknown API key' },
    words: 'was refused: unknown API key',
  },
  {
    action: 'bookings_reconciled',
    details: { skippedFrom: '2026-11-27T01:58:40.300Z', skippedUntil: '2026-11-28T00:00:00.000Z' },
    words:
      'left bookings of Bo out of comparing that were made or changed from 2026-11-27 01:58 UTC to 2026-11-28 00:00 UTC: Cal.com lists too many',
  },
] as const)('$action says $words', ({ action, details, words }) => {
  expect(wordAudit({ action, target, details })).toBe(words)
})

test('a revealed delivery is named by when it came, as people write it', () => {
  const name = 'BOOKING_CREATED, received 2026-11-27T01:58:40.300Z'
  const entry = { action: 'delivery_revealed', target: { id: null, name }, details: {} } as const
  expect(wordAudit(entry)).toBe(
    'revealed the personal data of a delivery (BOOKING_CREATED, received 2026-11-27 01:58 UTC)',
  )
})
