import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { readEnv } from './env.ts'

test('nothing has to be set', () => {
  expect(readEnv({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: new URL('http://localhost:3000'),
    databaseUrl: undefined,
    dataDir: expect.stringMatching(/^\/.*\/data$/) as string,
    logLevel: 'info',
    trustProxy: [],
  })
})

test('an empty variable is an unset one', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '' })).toEqual(readEnv({}))
})

test('the public address follows the port', () => {
  expect(readEnv({ PORT: '8080' }).publicUrl.href).toBe('http://localhost:8080/')
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['PORT', '80.5'],
  ['PUBLIC_URL', 'leads.example.com'],
  ['PUBLIC_URL', 'https://leads.example.com/app'],
  ['PUBLIC_URL', 'ftp://leads.example.com'],
  ['PUBLIC_URL', 'https://user:password@leads.example.com'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['SETUP_TOKEN', 'short'],
  ['SETUP_TOKEN', '--------------------'],
  ['SETUP_TOKEN', 'a-b-c-d-e-f g h i j k'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'mail.example.com'],
  ['SMTP_URL', 'http://mail.example.com'],
  ['MAIL_FROM', 'Solar Capture'],
  ['MAIL_FROM', 'Solar <a@b.example>\nBcc: c@d.example'],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.1,,10.0.0.2'],
])('%s=%s is refused by name, and the value is not repeated', (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(
    new RegExp(`cannot be used:\\n {2}${name} has to`),
  )
  expect(() => readEnv({ [name]: value })).not.toThrow(new RegExp(`${name} .*${value}$`))
})

test('a setup token of twelve characters is long enough', () => {
  expect(readEnv({ SETUP_TOKEN: 'abcd-efgh-ijkl' }).setupToken).toBe('abcd-efgh-ijkl')
})

test('mail needs a server and whom it comes from', () => {
  const SMTP_URL = 'smtp://user:pass@mail.example.com:587'
  const MAIL_FROM = 'Solar Capture <solar@example.com>'
  expect(readEnv({}).mail).toBe(null)
  expect(readEnv({ SMTP_URL, MAIL_FROM }).mail).toEqual({ url: SMTP_URL, from: MAIL_FROM })
  for (const one of [{ SMTP_URL }, { MAIL_FROM }]) {
    expect(() => readEnv(one)).toThrow('SMTP_URL and MAIL_FROM need each other')
  }
})

test('all wrong values are named at once', () => {
  expect(() => readEnv({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[\s\S]*LOG_LEVEL/)
})

test('proxies are addresses and ranges', () => {
  const { trustProxy } = readEnv({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1, fd00::/8' })
  expect(trustProxy).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])
})

test('several database hosts are accepted', () => {
  const DATABASE_URL = 'postgres://u:p@a:5432,b:5433/solar'
  expect(readEnv({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
})

test('the example file names every variable and is usable as it is', () => {
  const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n')
  const set = lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=', 2))
  expect(readEnv(Object.fromEntries(set) as Record<string, string>)).toEqual(readEnv({}))
  expect(new Set(set.map(([name]) => name))).toEqual(
    new Set([
      'ALLOW_PRIVATE_ADDRESSES',
      'DATABASE_URL',
      'DATA_DIR',
      'ENCRYPTION_KEY',
      'ENCRYPTION_KEY_PREVIOUS',
      'ENCRYPTION_KEY_FILE',
      'HOST',
      'LOG_LEVEL',
      'MAIL_FROM',
      'PORT',
      'PUBLIC_URL',
      'SETUP_TOKEN',
      'SMTP_URL',
      'TRUST_PROXY',
    ]),
  )
})
