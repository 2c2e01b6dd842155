import { readFileSync } from 'node:fs'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { diagnoseSignature } from './diagnose-signature.ts'
import { sign, verify } from './signature.ts'

const current = 'the-current-secret-of-this-endpoint-0001'
const previous = 'the-previous-secret-of-this-endpoint-0002'
const retired = 'a-secret-that-was-retired-last-week-0003'
const stranger = 'a-secret-that-nobody-here-has-ever-seen-4'
const secrets = { current, previous, retired: [retired] }

const body = readFileSync(
  new URL('../fixtures/21-created-custom-fields-nasty-text.body', import.meta.url),
  'utf8',
)
const form = 'event=BOOKING_CREATED&who=Zoë O’Brien&at=2026-12-02T15:00:00Z&note='
const template = 'event: BOOKING_CREATED\nwho: Zoë\n'

/** What is found out about `arrived` when `secret` signed `signed`. */
function diagnose(secret: string, signed: string, arrived: string | Uint8Array = signed) {
  const bytes = Buffer.from(arrived)
  const signature = sign(secret, Buffer.from(signed))
  expect(verify([signature], bytes, secrets)).toEqual({ ok: false, cause: 'mismatch' })
  return diagnoseSignature([signature], bytes, secrets)
}

const inJson = (pattern: RegExp, write: (code: string) => string) =>
  body.replaceAll(pattern, (character) =>
    write(character.charCodeAt(0).toString(16).padStart(4, '0')),
  )
const ofPython = (json: string) =>
  json.replaceAll('":', '": ').replaceAll(',"', ', "').replaceAll('},{', '}, {')

const strays = [' ', '\n', '\r\n', '\t', '\u00a0', '\u200b', '\ufeff']

test.each(strays)('%j before, after or around a secret that counts is found', (stray) => {
  for (const secret of [current, previous]) {
    for (const one of [secret + stray, stray + secret, stray + secret + stray]) {
      expect(diagnose(one, body)).toBe('secret_whitespace')
    }
  }
})

test.each(strays)('%j around the secret that is saved here is found', (stray) => {
  const signature = sign(current, Buffer.from(body))
  const saved = { current: `${current}${stray}`, previous: null, retired: [] }
  expect(diagnoseSignature([signature], Buffer.from(body), saved)).toBe('secret_whitespace')
})

const rewritten: [string, string][] = [
  ['printed with indentation', JSON.stringify(JSON.parse(body), null, 2)],
  ['printed with spaces', ofPython(body)],
  ['with ASCII only', inJson(/[\u0080-\uffff]/g, (code) => `\\u${code}`)],
  ['with ASCII only, in capitals', inJson(/[\u0080-\uffff]/g, (c) => `\\u${c.toUpperCase()}`)],
  ['with escaped slashes', body.replaceAll('/', '\\/')],
  ['with escaped HTML', inJson(/[<>&]/g, (code) => `\\u${code}`)],
  ['with a line break at its end', `${body}\n`],
  ['with a Windows line break at its end', `${body}\r\n`],
  ['with a byte order mark', `\ufeff${body}`],
  ['with a byte order mark and indentation', `\ufeff${JSON.stringify(JSON.parse(body), null, 4)}`],
]

test.each(rewritten)('JSON %s is found to be altered', (_how, arrived) => {
  expect(arrived).not.toBe(body)
  expect(diagnose(current, body, arrived)).toBe('body_altered')
  expect(diagnose(previous, body, arrived)).toBe('body_altered')
})

test.each([
  ['Windows line breaks', template, template.replaceAll('\n', '\r\n')],
  ['Unix line breaks', template.replaceAll('\n', '\r\n'), template],
  ['none at its end', template, template.trimEnd()],
  ['none at its end, of Windows', template.replaceAll('\n', '\r\n'), template.trimEnd()],
  ['one more at its end', template, `${template}\n`],
  ['one more at its end, of Windows', template, `${template}\r\n`],
  ['one more at its end, mixed', 'a\r\nb\nc', 'a\r\nb\nc\n'],
  ['one more at its end, all of Windows', 'a\r\nb', 'a\r\nb\r\n'],
  ['no byte order mark', `\ufeff${template}`, template],
  ['a byte order mark', template, `\ufeff${template}`],
])('text that arrived with %s is found to be altered', (_how, signed, arrived) => {
  expect(diagnose(current, signed, arrived)).toBe('body_altered')
})

test('a number in another notation is found, one that cannot be kept is not', () => {
  expect(diagnose(current, '{"n":1}', '{"n":1.0}')).toBe('body_altered')
  expect(diagnose(current, '{"n":9007199254740993}', '{"n": 9007199254740993}')).toBe('mismatch')
  expect(diagnose(current, '{"n":1,"n":2}', '{"n": 1, "n": 2}')).toBe('mismatch')
})

test.each([
  ['percent signs', form, encodeURI(form)],
  ['percent signs everywhere', form, encodeURIComponent(form)],
  ['plus signs for spaces', form, form.replaceAll(' ', '+')],
  ['plus signs for spaces only', 'note=100%25 off', 'note=100%25+off'],
  ['percent signs, and its own plus sign', 'who=zoe+demo Z', 'who=zoe+demo%20Z'],
  ['plus and percent signs', form, new URLSearchParams(form).toString()],
  ['an equals sign more', 'a&b=Zoë', 'a=&b=Zo%C3%AB'],
  ['a JSON body as the name of a field', '{"a":"x"}', new URLSearchParams('{"a":"x"}').toString()],
  ['spaces for plus signs', 'who=zoe+demo@example.com', 'who=zoe demo@example.com'],
  ['spaces for percent signs', 'who=Zoë%20Z', 'who=Zoë Z'],
])('a form that arrived with %s is found', (_how, signed, arrived) => {
  expect(diagnose(current, signed, arrived)).toBe('form_template')
  expect(diagnose(previous, signed, arrived)).toBe('form_template')
})

test('a body that is JSON is not taken for a form', () => {
  expect(diagnose(current, '{"a":"b c"}', '{"a":"b+c"}')).toBe('mismatch')
})

test('a retired secret is found, also in capitals and of a large body', () => {
  expect(diagnose(retired, body)).toBe('retired_secret')
  const large = Buffer.alloc(1024 * 1024, 'a')
  const signature = sign(retired, large).toUpperCase()
  expect(diagnoseSignature([signature], large, secrets)).toBe('retired_secret')
})

const arrivals = [
  body,
  form,
  template,
  ...rewritten.map(([, arrived]) => arrived),
  '',
  'false',
  '%',
]

test('what was signed with another secret is a mismatch, whatever was done to it', () => {
  for (const arrived of arrivals) {
    for (const secret of [stranger, `${stranger} `, `${retired}\n`, 'unset', ' ', '\n', 'null']) {
      expect(diagnose(secret, body, arrived)).toBe('mismatch')
      expect(diagnose(secret, arrived)).toBe('mismatch')
    }
  }
})

test('what was signed with the right secret is a mismatch when it says something else', () => {
  for (const arrived of arrivals) expect(diagnose(current, '{"n":1}', arrived)).toBe('mismatch')
  expect(diagnose(`${current}x`, body)).toBe('mismatch')
  expect(diagnose(current.slice(1), body)).toBe('mismatch')
  expect(diagnose(`${current} `, body, `${body}\n`)).toBe('mismatch')
})

test('a forged signature is a mismatch, whatever the body', () => {
  const macs = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const forms = fc.array(fc.string()).map((values) => values.map(encodeURIComponent).join('&a='))
  const bodies = fc.oneof(fc.json(), fc.string(), forms, fc.uint8Array())
  fc.assert(
    fc.property(macs, bodies, (mac, arrived) => {
      const signature = Buffer.from(mac).toString('hex')
      expect(diagnoseSignature([signature], Buffer.from(arrived), secrets)).toBe('mismatch')
    }),
  )
})

test.each([[[]], [['']], [['no-secret-provided']], [['abzz']], [[`sha256=${'a'.repeat(64)}`]]])(
  'the headers %j are a mismatch and no error',
  (headers) => {
    expect(diagnoseSignature(headers, Buffer.from(body), secrets)).toBe('mismatch')
  },
)

test('two headers are a mismatch even when each would be explained', () => {
  const signature = sign(retired, Buffer.from(body))
  expect(diagnoseSignature([signature, signature], Buffer.from(body), secrets)).toBe('mismatch')
})

test.each([null, '', ' ', '\n', '\u200b'])('nothing is found with the secret %j', (blank) => {
  const nothing = { current: blank, previous: blank, retired: [] }
  for (const key of ['', ' ', '\n', '\n\n', '\u200b\u200b', 'unset', 'null']) {
    const signature = sign(key, Buffer.from(body))
    expect(diagnoseSignature([signature], Buffer.from(body), nothing)).toBe('mismatch')
  }
})

test('JSON that nests deeper than 64 is not read', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(diagnose(current, nested(64), ` ${nested(64)}`)).toBe('body_altered')
  expect(diagnose(current, nested(65), ` ${nested(65)}`)).toBe('mismatch')
})

test('above 256 KiB nothing but retired secrets is tried', () => {
  const ofSize = (size: number) => `"${'a'.repeat(size - 3)}"`
  const kib256 = 256 * 1024
  expect(diagnose(current, ofSize(kib256), `${ofSize(kib256)}\n`)).toBe('body_altered')
  expect(diagnose(current, ofSize(kib256 + 1), `${ofSize(kib256 + 1)}\n`)).toBe('mismatch')
  expect(diagnose(`${current} `, ofSize(kib256 + 2))).toBe('mismatch')
})

test('no body takes long, and bytes that are no text are no error', { timeout: 30_000 }, () => {
  for (const unit of ['\n', '\r', '=', '=&', '%', '+', '[', '{},', '\\', '"', '\ufeff', 'ÿ']) {
    for (const encoding of ['utf8', 'latin1'] as const) {
      const arrived = Buffer.alloc(256 * 1024, unit, encoding)
      expect(diagnose(stranger, body, arrived)).toBe('mismatch')
    }
  }
})
