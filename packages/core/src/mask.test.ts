import { expect, test } from 'vitest'

import { fixture, fixtures } from './fixtures.testing.ts'
import { maskBody, withoutSecrets } from './mask-body.ts'
import { locationKind, maskEmail, maskName, maskPhone } from './mask.ts'
import { parseDelivery } from './parse-delivery.ts'

test.each([
  ['jane.doe@acme.example', 'j•••@a•••.example'],
  ['j@x.co.uk', 'j•••@x•••.uk'],
  ['josé@münchen.de', 'j•••@m•••.de'],
  ['jane@localhost', 'j•••@l•••'],
  ['jane@10.0.0.1', 'j•••@1•••'],
  ['a@b@c.example', '•••'],
  ['no address', '•••'],
])('the email %s is shown as %s', (email, shown) => {
  expect(maskEmail(email)).toBe(shown)
})

test('names show first letters only, however long they are, and phones two digits', () => {
  expect(maskName(' Jane  Doe ')).toBe('J••• D•••')
  expect(maskName('😀nna')).toBe('😀•••')
  expect(maskName('My address is 1 Mill Lane, Leeds')).toBe('M••• a••• i•••')
  expect(maskPhone('+447700900123')).toBe('•••23')
  expect(maskPhone('999')).toBe('•••')
})

test.each([
  ['integrations:google:meet', 'integrations:google:meet'],
  ['inPerson', 'inPerson'],
  ['https://meet.example/jane', 'link'],
  ['+44 7700 900123', 'phone'],
  ['3 Mill Lane, Leeds', 'inPerson'],
  ['integrations:jane@acme.example', 'inPerson'],
])('the place %s is told as %s', (location, kind) => {
  expect(locationKind(location)).toBe(kind)
})

const withJson = fixtures.filter(({ body }) => maskBody(body.toString()) !== null)

test.each(withJson)('nobody can be recognised in the masked body of $file', ({ body }) => {
  const shown = maskBody(body.toString()) ?? ''
  const parsed = parseDelivery(body)
  const event = parsed.kind === 'booking' ? parsed.event : null
  const people = event ? [...event.attendees, event.responder, event.organizer] : []
  const personal = [
    ...(body.toString().match(/[\w.+-]{1,64}@[\w.-]{1,64}/g) ?? []),
    ...people.flatMap((one) => (one?.name ? [one.name, ...one.name.split(' ')] : [])),
    ...people.flatMap((one) => (one && 'phone' in one && one.phone ? [one.phone] : [])),
    ...[event?.cancellationReason, event?.rejectionReason, event?.title],
  ].filter((text): text is string => typeof text === 'string' && text.length > 2)
  expect(personal.filter((text) => shown.includes(JSON.stringify(text).slice(1, -1)))).toEqual([])
})

test('what says nothing about a person stays, and so do the fields', () => {
  const before = JSON.parse(fixture('10').body.toString()) as { payload: { uid: string } }
  const after = JSON.parse(maskBody(fixture('10').body.toString()) ?? '') as typeof before
  expect(after).toMatchObject({
    ...{ triggerEvent: 'BOOKING_CREATED', createdAt: '2026-11-20T10:02:11.482Z' },
    payload: {
      ...{ uid: before.payload.uid, startTime: '2026-12-01T15:00:00Z', eventTitle: 'Product demo' },
      ...{ eventTypeId: 88214, seatsShowAttendees: true, title: '•••' },
      attendees: [{ email: 'j•••@a•••.example', name: '•••', timeZone: 'America/Los_Angeles' }],
      responses: { email: { label: '•••', value: 'j•••@a•••.example', isHidden: false } },
      videoCallData: { password: '•••' },
    },
  })
  expect(Object.keys(after.payload)).toEqual(Object.keys(before.payload))
})

test('what a booker calls like something harmless is masked all the same', () => {
  const metadata = { uid: 'Jane Doe', startTime: 'at noon', id: 5551234567, 'jane@acme.example': 1 }
  const body = { payload: { metadata, uid: 'jane@acme.example', length: 30, __proto: 1 } }
  expect(maskBody(JSON.stringify(body))).toBe(
    JSON.stringify({
      payload: {
        metadata: { uid: '•••', startTime: '•••', id: '•••', '•••': '•••' },
        ...{ uid: 'j•••@a•••.example', length: 30, __proto: '•••' },
      },
    }),
  )
})

test('of what is no JSON, or too deep, nothing is shown masked', () => {
  expect(maskBody('event=BOOKING_CREATED&email=jane@acme.example')).toBeNull()
  expect(maskBody('['.repeat(65) + ']'.repeat(65))).toBeNull()
})

test('passwords of meetings are never revealed; all else is, byte for byte where there are none', () => {
  const plain = '{ "payload": {"uid": "a", "price": 1e2, "oneTimePassword": null}}'
  expect(withoutSecrets(plain)).toEqual({ text: plain, isExact: true })
  const { text, isExact } = withoutSecrets(
    JSON.stringify({
      ...{ oneTimePassword: '4711', destinationCalendar: { externalId: 'x' } },
      ...{ videoCallData: { password: 'swordfish', url: 'https://x' }, 'access token': ['abc'] },
    }),
  )
  expect(isExact).toBe(false)
  expect(JSON.parse(text)).toEqual({
    ...{ oneTimePassword: '•••', destinationCalendar: '•••' },
    ...{ videoCallData: { password: '•••', url: 'https://x' }, 'access token': '•••' },
  })
})

test.each([
  ['{"password": "sword\\"fish", broken', '{"password": •••, broken'],
  ['event=X&oneTimePassword=4711&at=1', 'event=X&oneTimePassword=•••&at=1'],
  ['who=Jane', 'who=Jane'],
])('so it is in what is no JSON: %s', (body, text) => {
  expect(withoutSecrets(body)).toEqual({ text, isExact: body === text })
})
