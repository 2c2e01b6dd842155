import { expect, test } from 'vitest'

import { bodyNames, toSought } from './search-body.ts'

const body = JSON.stringify({
  ...{ triggerEvent: 'BOOKING_CREATED', uid: 'bFJe9i', rescheduleUid: 'a.b(c' },
  attendees: [{ name: 'Jane', email: 'Jane.Doe@acme.example', phoneNumber: '+44 7700 900-123' }],
})
const finds = (search: string, text = body, people = true) =>
  bodyNames(text, toSought(search, people))

test.each([
  ...['jane.doe@ACME.example', ' Jane.Doe@acme.example ', '+447700900123', '0044 7700 900123'],
  ...['bFJe9i', 'a.b(c'],
])('a body names %s', (search) => {
  expect(finds(search)).toBe(true)
})

test.each([
  ...['doe@acme.example', 'jane.doe@acme.exampl', 'jane.doe@acme.example.com', '+44770090012'],
  ...['bFJe9', 'bfje9i', 'aXb(c', 'Jane', 'BOOKING_CREATED', '.*', ''],
])('a body does not name %j', (search) => {
  expect(finds(search)).toBe(false)
})

test('what is no JSON is searched, too, and by uid alone where people may not be looked for', () => {
  const form = 'uid=bFJe9i&email=jane.doe@acme.example&when=now'
  expect(finds('jane.doe@acme.example', form)).toBe(true)
  expect(finds('bFJe9i', form)).toBe(true)
  expect(finds('jane.doe@acme.example', form, false)).toBe(false)
  expect(finds('+447700900123', body, false)).toBe(false)
  expect(finds('bFJe9i', form, false)).toBe(true)
})
