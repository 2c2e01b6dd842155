/** Text that stands where an email is asked for; `why` says what is wrong with it. */
export type HostileEmail = { why: string; text: string }

// Letters that look the same, or become the same by a rule other than ours: Cyrillic, Greek, Armenian, Roman numerals.
const lookAlikes: Record<string, string> = {
  ...{ a: '\u0430\u03b1', b: '\u044c', c: '\u0441\u03f2', d: '\u0501', e: '\u0435\u212e' },
  ...{ g: '\u0261', h: '\u04bb', i: '\u0456\u03b9\u0131\u0130', j: '\u0458\u03f3' },
  ...{ k: '\u043a\u03ba\u212a', l: '\u04cf\u217c', m: '\u217f', n: '\u0578' },
  ...{ o: '\u043e\u03bf\u0585', p: '\u0440\u03c1', r: '\u0433', s: '\u0455\u017f' },
  ...{ t: '\u03c4', u: '\u03c5', v: '\u03bd\u0475' },
  ...{ w: '\u051d', x: '\u0445\u03c7', y: '\u0443\u03b3', z: '\u1d22' },
  ...{ '@': '\uff20\ufe6b', '.': '\uff0e\u3002\uff61\u2024', '+': '\uff0b\u207a' },
  ...{ '-': '\uff0d\u2010\u2011\u2013\u00ad' },
}
// Whole alphabets: fullwidth, circled, and mathematical bold, script and monospace.
const alphabets = [0xff41, 0x24d0, 0x1d41a, 0x1d4ea, 0x1d68a]

const invisible = {
  ...{ 'a zero-width space': '\u200b', 'a zero-width joiner': '\u200d', 'a word joiner': '\u2060' },
  ...{ 'a soft hyphen': '\u00ad', 'a grapheme joiner': '\u034f', 'a Hangul filler': '\u3164' },
  ...{ 'an override to right-to-left': '\u202e', 'a right-to-left mark': '\u200f' },
  ...{ 'an isolate': '\u2066', NUL: '\0', 'half a surrogate pair': '\ud83d', BEL: '\x07' },
}
// These are blanks at either end, where they do no harm.
const blanks = {
  ...{ CRLF: '\r\n', 'a blank': ' ', 'a tab': '\t', 'a no-break space': '\u00a0' },
  ...{ 'a zero-width no-break space': '\ufeff', 'an ideographic space': '\u3000' },
  'a line separator': '\u2028',
}

// E is the address; it is M+T@D. Blanks within them count.
const otherAddresses = `
  E@evil.example | evil@evil.example@D | M+T@@D | @E | E@ | E@D | "M+T@evil.example"@D
  M+T | D | M+T@ | @D | @
  M@D | M+@D | M+T+T@D | M+other@D | M-T@D | T+M@D | .E | M+T.@D | M+T@.D | M..+T@D | M.+T@D
  E. | E.. | E.evil.example | M+T@evil.D | M+T@[127.0.0.1] | E:25 | E/ | E#x | E?x | E\\ | M+T@xn--D
  "M+T"@D | "M"+T@D | <E> | 'E' | Kate <E> | mailto:E | E, evil@evil.example | E;x@y.example | E x@y.example
  M+T(x)@D | M+T@D(x) | \\E | (x)E | M%2BT@D | M+T%40D | E%00 | E%0d%0a | =?utf-8?q?M+T?=@D | E&#0;
  %@D | _@D | *@D | .*@D | M+T@% | M+T@* | ' or email = 'E | E' -- | E* | ^E$ | {E} | \${E} | ["E"] | {"value":"E"}
`

/** Several hundred texts that are not the address `email` (in lower case, with a `+`), whatever they look like. */
export function hostileEmails(email: string): HostileEmail[] {
  const [local = '', domain = ''] = email.split('@')
  const [mailbox = '', tag = ''] = local.split('+')
  const parts: Record<string, string> = { E: email, M: mailbox, T: tag, D: domain }
  const inserted = (what: Record<string, string>, from: number, to: number) =>
    Object.entries(what).flatMap(([why, character]) =>
      Array.from({ length: to - from }, (_, index) => ({
        why: `${why} before character ${from + index}`,
        text: email.slice(0, from + index) + character + email.slice(from + index),
      })),
    )
  const named = (why: string, texts: string[]) => texts.map((text) => ({ why, text }))
  const first = email.charCodeAt(0)
  return [
    ...Array.from(email).flatMap((letter, at) =>
      named(
        `another ${letter} at ${at}`,
        likenessesOf(letter).map((other) => email.slice(0, at) + other + email.slice(at + 1)),
      ),
    ),
    ...inserted(invisible, 0, email.length + 1),
    ...inserted(blanks, 1, email.length),
    ...otherAddresses
      .trim()
      .split(/\s*[|\n]\s*/)
      .map((pattern) => ({
        why: pattern,
        text: pattern.replaceAll(/[EMTD]/g, (name) => parts[name] ?? ''),
      })),
    ...named('a dot less or more', [
      `${local.replaceAll('.', '')}@${domain}`,
      `${local.slice(0, 1)}.${email.slice(1)}`,
      `${local}@${domain.replace('.', '')}`,
    ]),
    ...named('an accent', [email.replace('e', 'e\u0301'), email.replace('e', '\u00e9')]),
    ...named('an encoding', [
      encodeURIComponent(email),
      `%${first.toString(16)}${email.slice(1)}`,
      `&#${first};${email.slice(1)}`,
      `\\u00${first.toString(16)}${email.slice(1)}`,
      Buffer.from(email).toString('base64'),
    ]),
    ...named('another line', [`${email}\r\nBcc: x@y.example`, `x\r\n${email}`, `${email}\nx`, '']),
    // Whoever cuts it, and then trims it, is left with the address.
    ...[100, 200, 254, 255, 320, 400, 500, 1_000, 10_240].flatMap((length) =>
      named(`${length} characters`, [
        `${email.padEnd(length - 1)}x`,
        `${email.padEnd(length - 1, '\t')}x`,
        `${email.padEnd(length - 1, '\0')}x`,
        `x${email.padStart(length - 1)}`,
        `${email}${'a'.repeat(length)}`,
      ]),
    ),
  ]
}

/** Texts that are the address `email` by the rule: trimmed, of one Unicode form, letters of ASCII in either case. */
export function sameEmails(email: string): string[] {
  const [local = '', domain = ''] = email.split('@')
  return [
    ...[email, email.normalize('NFD'), email.normalize('NFC')],
    ...Array.from(email).map(
      (letter, at) => email.slice(0, at) + upperCase(letter) + email.slice(at + 1),
    ),
    ...[upperCase(email), `${upperCase(local)}@${domain}`, `${local}@${upperCase(domain)}`],
    ...Object.values(blanks).flatMap((blank) => [blank + email, email + blank]),
    `\t ${upperCase(email)}\r\n `,
  ]
}

function likenessesOf(letter: string): string[] {
  const index = letter.charCodeAt(0) - 'a'.charCodeAt(0)
  const styled =
    index >= 0 && index < 26 ? alphabets.map((first) => String.fromCodePoint(first + index)) : []
  // Of a letter beyond ASCII the other case is another letter.
  const other = letter > '\x7f' ? [letter.toUpperCase(), `${letter}\u0308`] : []
  return Array.from(lookAlikes[letter] ?? '').concat(styled, other)
}

function upperCase(text: string): string {
  return text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())
}
