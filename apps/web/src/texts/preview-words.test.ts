import { expect, test } from 'vitest'

import { previewLines } from './preview-words.ts'

const nothing = {
  ...{ outcome: 'applied' as const, cause: null, effect: null, changesNothing: true },
  ...{ leads: [], bookings: [] },
}
const now = new Date('2026-11-20T10:00:00.000Z')
const survey = { eventType: 'Survey', title: 'Survey with Jane' }
const named = { eventType: null, title: 'Survey with Jane' }
const confirmed = {
  ...{ status: 'confirmed' as const, leadId: null, endTime: null },
  startTime: '2026-12-01T15:00:00.000Z',
}

test('nothing is said of what would stay as it is', () => {
  expect(previewLines(nothing, 'applied', now)).toEqual([])
})

test('what a replay would change is said of the delivery, its leads and its bookings', () => {
  const preview = {
    ...nothing,
    leads: [
      {
        ...{ id: 'a', name: 'Jane', stage: { from: 'New', to: 'Booked' } },
        ...{ added: ['Booked for Tue', 'Moved New → Booked'], removed: ['Asked for Tue'] },
      },
      { id: null, name: 'Bob', stage: { from: null, to: 'Booked' }, added: [], removed: [] },
      { id: 'b', name: 'Cy', stage: { from: 'Booked', to: null }, added: [], removed: [] },
    ],
    bookings: [
      { ...survey, before: null, after: { ...confirmed, startTime: null } },
      { ...named, title: null, before: { ...confirmed, startTime: null }, after: null },
      { ...named, before: confirmed, after: { ...confirmed, leadId: 'a' } },
    ],
  }
  expect(previewLines(preview, 'held', now).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'change This delivery: Held → Applied',
    'change Jane: New → Booked',
    'remove Jane: Asked for Tue',
    'add Jane: Booked for Tue',
    'add A new lead: Bob',
    'change Bob: Booked',
    'remove The lead Cy, which was made of this booking',
    'add Survey: Confirmed',
    'remove Booking: Confirmed',
    'change Survey with Jane: goes to another lead',
  ])
})
