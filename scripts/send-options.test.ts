import { expect, test } from 'vitest'

import { readSendOptions } from './send-options.ts'

const now = new Date('2027-03-03T09:30:00.000Z')
const to = 'http://localhost:3000/webhooks/calcom/abc'
const read = (args: string[], env = {}) => readSendOptions(args, env, now)

test('address and secret come from the command line, else from the environment', () => {
  const env = { SOLAR_ENDPOINT_URL: 'https://other.example/x', SOLAR_SECRET: 'from env' }
  expect(read(['created', '--to', to, '--secret', 's'], env)).toMatchObject({ to, secret: 's' })
  expect(read(['created'], env)).toMatchObject({
    names: ['created'],
    to: 'https://other.example/x',
    secret: 'from env',
    at: now,
  })
  expect(read(['created'])).toMatchObject({ to: null, secret: null })
})

test('the time may be given', () => {
  expect(read(['created', '--at', '2027-01-01T10:00:00Z']).at.toISOString()).toBe(
    '2027-01-01T10:00:00.000Z',
  )
})

test.each([
  [['--to', 'localhost:3000'], /not an endpoint URL/],
  [['--at', 'yesterday'], /not a time/],
  [['--email', 'jane'], /not an email address/],
  [['--emial', 'jane@example.com'], /--emial/],
])('the mistake in %j is named', (args, words) => {
  expect(() => read(['created', ...args])).toThrow(words)
})
