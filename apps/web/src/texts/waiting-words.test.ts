import { expect, test } from 'vitest'

import type { Suggestion } from '../trpc.ts'
import { whyWaiting } from './waiting-words.ts'

const stage = { id: 'new', name: 'New', kind: 'open', colour: 'grey' } as const
const suggested = (reason: Suggestion['reason']): Suggestion => ({
  ...{ leadId: reason, name: 'Somebody', email: null, phone: null, stage, reason },
  isNamesake: false,
})
const email = { bookerName: 'Jane Doe', bookerEmail: 'jane@acme.example', bookerPhone: null }
const phone = { ...email, bookerEmail: null, bookerPhone: '+447700900123' }

test.each([
  [email, [], 'No lead has this email address.'],
  [email, ['same_phone', 'same_phone'], 'No lead has this email address.'],
  [email, ['booking_link', 'same_email'], 'It came by a lead’s booking link'],
  [phone, ['same_name'], 'No lead was found by this phone number.'],
  [phone, ['same_phone', 'same_phone'], 'More than one lead has this phone number.'],
  [
    { ...phone, bookerPhone: null },
    [],
    'Cal.com sent neither an email address nor a phone number.',
  ],
] as const)('%o with the suggestions %j waits because: %s', (booker, reasons, why) => {
  expect(whyWaiting({ ...booker, suggestions: reasons.map(suggested) })).toContain(why)
})
