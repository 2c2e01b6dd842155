const hex = '0123456789abcdef'.repeat(4)
const varied = (length: number) => hex.repeat(5).slice(0, length)

/** Secrets that may be saved, with what is special about each. */
export const goodSecrets: [name: string, secret: string][] = [
  ['64 hex digits', hex],
  ['32 characters', varied(32)],
  ['33 characters', varied(33)],
  ['255 characters', varied(255)],
  ['256 characters', varied(256)],
  ['signs', `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`],
  ['a word within', `my-secret-${varied(32)}`],
  ['a word and many digits', `secret${'0123456789'.repeat(3)}`],
  ['ten different characters', '0123456789'.repeat(4)],
]

/** Secrets that are refused, with words of the reason. */
export const badSecrets: [name: string, secret: string, words: string][] = [
  ['nothing', '', 'Enter'],
  ['one character', 'a', '1 characters; it needs at least 32'],
  ['31 characters', varied(31), '31 characters; it needs at least 32'],
  ['257 characters', varied(257), '257 characters; at most 256'],
  ['a space at the end', `${hex} `, 'space or a line break'],
  ['a space at the start', ` ${hex}`, 'space or a line break'],
  ['a space within', `${hex} ${hex}`, 'space or a line break'],
  ['only spaces', ' '.repeat(40), 'space or a line break'],
  ['a line break', `${hex}\n`, 'space or a line break'],
  ['a line break of Windows', `${hex}\r\n`, 'space or a line break'],
  ['a tab', `${hex}\t`, 'space or a line break'],
  ['a no-break space', `${hex}\u00a0`, 'space or a line break'],
  ['a byte order mark', `\ufeff${hex}`, 'space or a line break'],
  ['an umlaut', `${hex}ü`, 'plain ASCII'],
  ['a Cyrillic а', `${hex}а`, 'plain ASCII'],
  ['full-width digits', '０１２３４５６７８９'.repeat(4), 'plain ASCII'],
  ['an emoji', `${hex}☀️`, 'plain ASCII'],
  ['a NUL', `${hex}\0`, 'plain ASCII'],
  ['a DEL', `${hex}\u007f`, 'plain ASCII'],
  ['a zero-width space', `${hex}\u200b`, 'plain ASCII'],
  ['a mark of writing direction', `${hex}\u202e`, 'plain ASCII'],
  ['one character over and over', 'a'.repeat(64), 'at least 10 different'],
  ['nine characters over and over', '012345678'.repeat(5), 'at least 10 different'],
  ['what Cal.com sends without a secret', 'no-secret-provided', 'well-known word'],
  ['a word', 'secret', 'well-known word'],
  ['a word in capitals', 'SECRET-1', 'well-known word'],
  ['words over and over', 'webhook-secret-'.repeat(10), 'well-known word'],
]
