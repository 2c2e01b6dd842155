// What cannot be seen, turns the direction of what stands beside it, or stands for what could not be kept.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/u
// Some of these join or shape what stands before them in Persian, the scripts of India, Chinese and emoji.
const shaping =
  /(?<=[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)[\u200c\u200d\p{Variation_Selector}]/gu
// Alphabets that have letters of the same look.
const alphabets = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Coptic', 'Cherokee', 'Lisu']
const lettersOf = alphabets.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'))
// Spanish names are shortened with the first two (Mª José), Japanese forms ask for wide letters.
const ordinaryStyles = /[ªº\uff21-\uff3a\uff41-\uff5a]/u

/**
 * Whether a name can be taken for another one: it mixes alphabets within a word, or has characters that cannot be
 * seen or that only look like a letter of ASCII. A name in any one alphabet is an ordinary name.
 */
export function isUnusualName(name: string): boolean {
  return (
    unseen.test(name.replaceAll(shaping, '')) ||
    Array.from(name).some(looksLikeAscii) ||
    name.split(/[^\p{L}\p{M}]+/u).some(mixesAlphabets)
  )
}

/** Whether an email address can be taken for another one: it has anything but visible ASCII. */
export function isUnusualEmail(email: string): boolean {
  return /[^\x21-\x7e]/.test(email)
}

/**
 * The domain of an email address as the network knows it, as 'xn--bcher-kva.example' for 'bücher.example'; null
 * when it has no other form than the one it is written in.
 */
export function aLabelOf(email: string): string | null {
  const domain = email.split('@')[1] ?? ''
  // Other signs would make a path or a port of what follows them.
  if (!/^[a-z\d.\-\u0080-\u{10ffff}]+$/iu.test(domain) || !isUnusualEmail(domain)) return null
  const url = `http://${domain}`
  const written = URL.canParse(url) ? new URL(url).hostname : ''
  // One that comes out as ASCII would be shown as the very domain that it only looks like.
  return /(^|\.)xn--/.test(written) ? written : null
}

function mixesAlphabets(word: string): boolean {
  return lettersOf.filter((letters) => letters.test(word)).length > 1
}

function looksLikeAscii(character: string): boolean {
  return (
    character > '\x7f' &&
    !ordinaryStyles.test(character) &&
    /^[a-z@]$/i.test(character.normalize('NFKC'))
  )
}
