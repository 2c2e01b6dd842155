import { createHmac, timingSafeEqual } from 'node:crypto'

/** The request header that carries Cal.com's signature, in lower case as Node reports it. */
export const signatureHeader = 'x-cal-signature-256'

/** What Cal.com sends in the signature's place when its webhook has no secret (`sendPayload.ts`). */
export const noSecretSentinel = 'no-secret-provided'

export const rejectionCauses = [
  'no_secret_here',
  'header_missing',
  'header_repeated',
  'header_malformed',
  'sender_has_no_secret',
  'retired_secret',
  'mismatch',
  'secret_whitespace',
  'body_altered',
  'form_template',
] as const

/** Why a signature counts: by the current signing secret, or by the previous one while it overlaps. */
export type Verdict = 'valid' | 'valid_previous'
/** Why a signature does not count. For the admin's eyes only; the sender is never told. */
export type RejectionCause = (typeof rejectionCauses)[number]

export type Verification = { ok: true; verdict: Verdict } | { ok: false; cause: RejectionCause }

/** The secrets of an endpoint that count, as text. */
export type SigningSecrets = {
  current: string | null
  previous: string | null
}

const grammar = /^[0-9a-fA-F]{64}$/

/** The signature that Cal.com puts on `body`: HMAC-SHA256 with `secret` as UTF-8, 64 lower-case hex digits. */
export function sign(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

/**
 * Checks every signature header of a request, as received, against the exact bytes of its body. Only one
 * header with 64 hex digits that is the HMAC of a current or previous secret is valid; with no such
 * secret nothing is. Constant-time: every active secret is computed and compared whatever came in.
 */
export function verify(headers: string[], body: Uint8Array, secrets: SigningSecrets): Verification {
  const mac = readMac(headers)
  const given = mac ?? Buffer.alloc(32)
  const current = isMacOf(given, body, secrets.current)
  const previous = isMacOf(given, body, secrets.previous)
  if (!isSet(secrets.current) && !isSet(secrets.previous)) {
    return { ok: false, cause: causeOf(headers) ?? 'no_secret_here' }
  }
  if (!mac) return { ok: false, cause: causeOf(headers) ?? 'header_malformed' }
  if (current) return { ok: true, verdict: 'valid' }
  if (previous) return { ok: true, verdict: 'valid_previous' }
  return { ok: false, cause: 'mismatch' }
}

/** The 32 bytes that signature headers carry; null unless there is exactly one, of 64 hex digits. */
export function readMac(headers: string[]): Buffer | null {
  const [header = ''] = headers
  return headers.length === 1 && grammar.test(header) ? Buffer.from(header, 'hex') : null
}

/**
 * Whether `mac`, of 32 bytes, is the HMAC-SHA256 of `body` with `secret`; never with one that is null or blank.
 * Costs the same whatever the answer is.
 */
export function isMacOf(mac: Buffer, body: Uint8Array, secret: string | null): boolean {
  const set = isSet(secret)
  const expected = createHmac('sha256', set ? secret : 'unset')
    .update(body)
    .digest()
  return timingSafeEqual(expected, mac) && set
}

/** Whether the shape of the signature headers alone refuses the request; null when it does not. */
function causeOf(headers: string[]): RejectionCause | null {
  const [header = ''] = headers
  if (headers.length > 1) return 'header_repeated'
  if (header.trim() === '') return 'header_missing'
  if (header.toLowerCase() === noSecretSentinel) return 'sender_has_no_secret'
  return grammar.test(header) ? null : 'header_malformed'
}

// An empty key would make an HMAC that anybody can compute.
function isSet(secret: string | null): secret is string {
  return secret !== null && secret.trim() !== ''
}
