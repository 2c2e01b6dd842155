const longestEmail = 254

/** What somebody is told whose phone number cannot be used. */
export const needsCountryCode =
  'Enter the phone number with its country code, such as +44 7700 900123.'
// NFC makes characters of ASCII of these, such as a K of the Kelvin sign, which nobody would call the same.
const betweenSingletons = /[^\u037e\u1fef\u212a]+/g
// Where Cal.com makes an address up from a phone number (`contructEmailFromPhoneNumber.ts`).
const inventedEmail = /^\+?\d+@sms\.cal\.com$/

/**
 * The form in which an email address is stored and compared: trimmed, Unicode NFC, letters of ASCII in
 * lower case, everything else untouched (no dot or plus tricks). Null when `text` is no address.
 */
export function normaliseEmail(text: string): string | null {
  const email = text
    .trim()
    .replace(betweenSingletons, (part) => part.normalize('NFC'))
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const [local, domain, ...rest] = email.split('@')
  if (!local || !domain || rest.length > 0 || email.length > longestEmail) return null
  // Blanks and control characters, written or not, are no part of an address.
  return /[\s\p{Cc}\p{Cf}]/u.test(email) ? null : email
}

/** Whether Cal.com made this normalised address up for somebody who gave only a phone number. */
export function isInventedEmail(email: string): boolean {
  return inventedEmail.test(email)
}

/**
 * A phone number as E.164, from text with blanks, dots, hyphens or brackets and `00` or `+` in front.
 * Null when it is no number with a country code.
 */
export function normalisePhone(text: string): string | null {
  const compact = text
    .trim()
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-/\u2010-\u2015]/g, '')
  const number = compact.replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null
}
