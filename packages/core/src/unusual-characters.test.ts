import { expect, test } from 'vitest'

import { normaliseEmail } from './contact.ts'
import { hostileEmails } from './hostile-emails.testing.ts'
import { asText } from './json-reader.ts'
import { aLabelOf, isUnusualEmail, isUnusualName } from './unusual-characters.ts'

const plain = 'kate.iris+solar@sky-solar.example'
const isAscii = (text: string) => Buffer.byteLength(text) === text.length

test('every hostile email that is not ASCII is unusual, as it was written and as it is kept', () => {
  const emails = hostileEmails(plain).flatMap(({ text }) => [
    text,
    normaliseEmail(asText(text) ?? '') ?? [],
  ])
  const others = emails.flat().filter((email) => !isAscii(email))
  expect(others.length).toBeGreaterThan(1_000)
  expect(others.filter((email) => !isUnusualEmail(email))).toEqual([])
})

test.each([plain, 'O.Brien_1@mail.co.uk', 'info@xn--bcher-kva.example'])(
  'the email address %s is ordinary',
  (email) => {
    expect(isUnusualEmail(email)).toBe(false)
  },
)

// Not in a name: accents, letters that are Latin too, wide letters, and signs and blanks of another width.
const ordinaryInNames = /[\u0301é\u0261ıİ\u1d22\u212e\uff41-\uff5a]|[‐‑–－．。｡․＋⁺\u00a0\u3000]/u

test('whatever looks like a name in ASCII without being it is unusual', () => {
  const names = hostileEmails(plain)
    .map(({ text }) => asText(text) ?? '')
    .filter((name) => !isAscii(name) && !ordinaryInNames.test(name))
  expect(names.length).toBeGreaterThan(600)
  expect(names.filter((name) => !isUnusualName(name))).toEqual([])
})

test.each([
  ...['Zoë Müller', 'Zoe\u0308 Mu\u0308ller', 'Nguyễn', 'Łukasz', 'Işık Yıldız', 'Renée d’Hôtel'],
  ...['Олена', 'Лукʼяненко', 'Παπαδόπουλος', 'שרה', 'محمد', '김민수', '山田太郎', '山田\u3000太郎'],
  ...['Ann Смит-Παππά', 'Tシャツ', 'ＫＡＴＥ', 'Mª José', 'Kate 🚀', 'Zoë "Z" O’Brien-محمد'],
  // These are written with characters that cannot be seen.
  ...['علی\u200cرضا', 'क\u094d\u200dष', '葛\u{e0100}城', '👩🏽\u200d⚕\ufe0f', '❤\ufe0f\u200d🔥'],
])('the name %s is ordinary', (name) => {
  expect(isUnusualName(name)).toBe(false)
})

test.each([
  ['a Cyrillic letter', 'K\u0430te'],
  ['a Greek letter', 'K\u03b1te'],
  ['a Latin letter among Cyrillic ones', 'Ол\u0065на'],
  ['the sign of kelvin', '\u212aate'],
  ['a mathematical letter', '\u{1d40a}ate'],
  ['a wide @', 'kate\uff20sky.example'],
  ['a zero-width space', 'Ka\u200bte'],
  ['a joiner', 'Ka\u200dte'],
  ['a joiner after an accent', 'Rene\u0301\u200de'],
  ['an override of the direction', '\u202eetaK'],
  ['a mark of the direction', 'محمد\u200f'],
  ['a line break', 'Kate\nBcc: x'],
  ['what stands for a control character', 'Ka\ufffdte'],
])('a name with %s is unusual', (_what, name) => {
  expect(isUnusualName(name)).toBe(true)
})

test.each([
  ['zoë@bücher.example', 'xn--bcher-kva.example'],
  ['kate@\u0430cme.example', 'xn--cme-5cd.example'],
  ['kate@mail.\u0430cme.example', 'mail.xn--cme-5cd.example'],
  ['zoë@books.example', null],
  [plain, null],
  ['info@xn--bcher-kva.example', null],
  // It comes out as the domain that it looks like.
  ['kate@s\u212ay.example', null],
  ['kate@\ufffd.example', null],
  ['kate@bücher.example/x', null],
  ['kate', null],
])('the domain of %s is known as %s', (email, domain) => {
  expect(aLabelOf(email)).toBe(domain)
})
