import { bodiesBeforeEncoding, bodiesBeforeRewriting } from './bodies-before.ts'
import { isMacOf, readMac, type RejectionCause, type SigningSecrets } from './signature.ts'

/** What can be found out about a signature of the right shape that is wrong. */
type Diagnosis = Extract<
  RejectionCause,
  'retired_secret' | 'secret_whitespace' | 'body_altered' | 'form_template' | 'mismatch'
>

// Cal.com's largest bodies have some tens of KiB.
const longestBody = 256 * 1024

// What is pasted along with a secret: blanks, line breaks, and what cannot be seen.
const strays = [' ', '\n', '\r\n', '\t', '\u00a0', '\u200b', '\ufeff']
const straysAround = /^[\s\u200b]+|[\s\u200b]+$/g

/**
 * Finds out why the signature of a request is none of the exact bytes of its body by a secret that counts: it
 * was made with one of `retired`, or with one that counts and stray whitespace around it, or of a body that
 * a proxy changed afterwards. Everything that nobody with a secret can have signed is a `mismatch`, and so
 * is every body above 256 KiB. Never throws. Costs a hundred times what `verify` does.
 */
export function diagnoseSignature(
  headers: string[],
  body: Uint8Array,
  { current, previous, retired }: SigningSecrets & { retired: string[] },
): Diagnosis {
  const mac = readMac(headers)
  if (!mac) return 'mismatch'
  // Only what was signed with one of the secrets ends early: the time tells strangers at most how many there are.
  if (retired.some((secret) => isMacOf(mac, body, secret))) return 'retired_secret'
  if (body.byteLength > longestBody) return 'mismatch'
  const counting = [current, previous].filter((secret) => secret !== null)
  const withStrays = counting.flatMap(addStrays)
  if (withStrays.some((secret) => isMacOf(mac, body, secret))) return 'secret_whitespace'
  const text = Buffer.from(body).toString()
  if (isAnySigned(mac, bodiesBeforeRewriting(text), counting)) return 'body_altered'
  return isAnySigned(mac, bodiesBeforeEncoding(text), counting) ? 'form_template' : 'mismatch'
}

function isAnySigned(mac: Buffer, bodies: Iterable<string>, secrets: string[]): boolean {
  for (const body of bodies) {
    const bytes = Buffer.from(body)
    if (secrets.some((secret) => isMacOf(mac, bytes, secret))) return true
  }
  return false
}

/** A secret without the white space, and what cannot be seen, at its ends. */
export function withoutStrays(secret: string): string {
  return secret.replaceAll(straysAround, '')
}

function addStrays(secret: string): string[] {
  const bare = withoutStrays(secret)
  if (bare === '') return []
  const around = strays.flatMap((stray) => [bare + stray, stray + bare, stray + bare + stray])
  return [bare, ...around].filter((one) => one !== secret)
}
