import { expect, test } from 'vitest'

import { createClient, isApiError } from './index.ts'

const apiKey = 'sck_12345678_abcdefghijklmnopqrstuvwxyz'

test.each([
  'https://leads.example.com',
  'https://leads.example.com/',
  'https://office.example.com/leads/',
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
])('%s can be a server', (url) => {
  expect(() => createClient({ url, apiKey })).not.toThrow()
})

test.each([
  ['', /where the dashboard is/],
  ['leads.example.com', /where the dashboard is/],
  ['ftp://leads.example.com', /where the dashboard is/],
  ['https://ana:secret@leads.example.com', /no user/],
  ['https://leads.example.com/?key=1', /no "\?"/],
  ['https://leads.example.com/#leads', /no "#"/],
  ['http://leads.example.com', /Use https/],
  ['http://localhost.example.com', /Use https/],
])('%s cannot', (url, message) => {
  expect(() => createClient({ url, apiKey })).toThrow(message)
})

test('plain http to another machine is for whoever asks for it', () => {
  const url = 'http://solar-capture.internal:3000'
  expect(() => createClient({ url, apiKey, allowPlainHttp: true })).not.toThrow()
})

test.each(['', 'secret', 'Bearer sck_12345678_abc', 'sck_12345678_abc\r\nx: y', 'sck_…'])(
  'the key %j is refused before it is sent, and not told',
  (wrong) => {
    const make = () => createClient({ url: 'http://localhost:3000', apiKey: wrong })
    expect(make).toThrow(/begins with sck_/)
    if (wrong !== '') expect(make).not.toThrow(wrong)
  },
)

test('an error of a call is told from a mistake of the program', async () => {
  // Nothing listens there.
  const client = createClient({ url: 'http://127.0.0.1:9', apiKey })
  const error: unknown = await client.lead.list.query({}).catch((thrown: unknown) => thrown)
  expect(isApiError(error)).toBe(true)
  expect(isApiError(new TypeError('no'))).toBe(false)
})
