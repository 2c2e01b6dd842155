import { createHmac, timingSafeEqual } from 'node:crypto'

/** The request header that carries Cal.com's signature, in lower case as Node reports it. */
export const signatureHeader = 'x-cal-signature-256'

/** What Cal.com sends in the signature's place when its webhook has no secret (`sendPayload.ts`). */
export const noSecretSentinel = 'no-secret-provided'

export const verdicts = ['valid', 'valid_previous'] as const
export const rejectionCauses = [
  'no_secret_here',
  'header_missing',
  'header_repeated',
  'header_malformed',
  'sender_has_no_secret',
  'retired_secret',
  'mismatch',
] as const

/** Why a signature counts: by the current signing secret, or by the previous one while it overlaps. */
export type Verdict = (typeof verdicts)[number]
/** Why a signature does not count. For the admin's eyes only; the sender is never told. */
export type RejectionCause = (typeof rejectionCauses)[number]

export type Verification = { ok: true; verdict: Verdict } | { ok: false; cause: RejectionCause }

/** The secrets of an endpoint as text: at most two count, retired ones only explain a refusal. */
export type SigningSecrets = {
  current: string | null
  previous: string | null
  retired: string[]
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
  const [header = ''] = headers
  const wellFormed = headers.length === 1 && grammar.test(header)
  const given = wellFormed ? Buffer.from(header, 'hex') : Buffer.alloc(32)
  const current = matches(given, body, secrets.current)
  const previous = matches(given, body, secrets.previous)
  if (!isSet(secrets.current) && !isSet(secrets.previous)) {
    return { ok: false, cause: causeOf(headers) ?? 'no_secret_here' }
  }
  if (!wellFormed) return { ok: false, cause: causeOf(headers) ?? 'header_malformed' }
  if (current) return { ok: true, verdict: 'valid' }
  if (previous) return { ok: true, verdict: 'valid_previous' }
  const retired = secrets.retired.some((secret) => matches(given, body, secret))
  return { ok: false, cause: retired ? 'retired_secret' : 'mismatch' }
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

function matches(given: Buffer, body: Uint8Array, secret: string | null): boolean {
  const set = isSet(secret)
  const expected = createHmac('sha256', set ? secret : 'unset')
    .update(body)
    .digest()
  return timingSafeEqual(expected, given) && set
}
