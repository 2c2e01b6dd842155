import { expect, test } from 'vitest'

import { isInventedEmail, normaliseEmail, normalisePhone } from './contact.ts'
import { hostileEmails, sameEmails } from './hostile-emails.testing.ts'

test.each([
  ['Jane.Doe@ACME.example', 'jane.doe@acme.example'],
  ['  jane@acme.example\n', 'jane@acme.example'],
  ['jane+solar@acme.example', 'jane+solar@acme.example'],
  // Only ASCII letters fold: the Kelvin sign and the dotted capital I stay what they are.
  ['\u0130jane@acme.example', '\u0130jane@acme.example'],
  ['\u212aate@acme.example', '\u212aate@acme.example'],
  ['Zo\u0308\u212ae\u0301@acme.example', 'z\u00f6\u212a\u00e9@acme.example'],
  ['zoe\u0308@acme.example', 'zo\u00eb@acme.example'],
])('%j is the email %s', (text, email) => {
  expect(normaliseEmail(text)).toBe(email)
})

test.each([
  ...['', 'jane', '@acme.example', 'jane@', 'a@b@c', 'jane doe@acme.example'],
  ...['jane\u200b@acme.example', 'jane@acme.example\0', `${'a'.repeat(250)}@b.example`],
  'jane\uff20acme.example',
])('%j is no email', (text) => {
  expect(normaliseEmail(text)).toBeNull()
})

test.each(['kate.iris+solar@sky-solar.example', 'zo\u00eb.m\u00fcller+1@b\u00fccher.example'])(
  'nothing that looks like %s is that address',
  (email) => {
    const hostile = hostileEmails(email)
    expect(hostile.length).toBeGreaterThan(700)
    expect(hostile.filter(({ text }) => normaliseEmail(text) === email)).toEqual([])
    expect(sameEmails(email).filter((text) => normaliseEmail(text) !== email)).toEqual([])
    const read = hostile.map(({ text }) => normaliseEmail(text)).filter((found) => found !== null)
    expect(read.filter((found) => normaliseEmail(found) !== found)).toEqual([])
  },
)

test('an address that Cal.com makes up is known', () => {
  expect(isInventedEmail('447700900123@sms.cal.com')).toBe(true)
  expect(isInventedEmail('jane@sms.cal.com')).toBe(false)
  expect(isInventedEmail('447700900123@sms.cal.com.example')).toBe(false)
})

test.each([
  ['+44 7700 900123', '+447700900123'],
  ['0044 (0) 7700-900.123', '+447700900123'],
  ['+1 (415) 555\u20110132', '+14155550132'],
])('%j is the phone number %s', (text, phone) => {
  expect(normalisePhone(text)).toBe(phone)
})

test.each(['', '07700 900123', '+0 7700 900123', '+44 ABC', '+1234567890123456'])(
  '%j is no phone number with a country code',
  (text) => {
    expect(normalisePhone(text)).toBeNull()
  },
)
