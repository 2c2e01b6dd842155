import { diagnoseSignature } from '@solar-capture/core/diagnose-signature'
import {
  signatureHeader,
  verify,
  type RejectionCause,
  type Verdict,
} from '@solar-capture/core/signature'

import type { EndpointDirectory } from './endpoint-directory.ts'
import { demandReadable, secretsOf, type KnownEndpoint } from './known-endpoint.ts'
import { createTokenBuckets } from './token-buckets.ts'

export type SignatureCheck =
  | { kind: 'unknown_endpoint' }
  | { kind: 'refused'; endpoint: KnownEndpoint; cause: RejectionCause }
  /** The signature is right, but the endpoint is off. */
  | { kind: 'disabled'; endpoint: KnownEndpoint }
  | { kind: 'verified'; endpoint: KnownEndpoint; verdict: Verdict; secretVersion: number }

/** Every value of the signature header, as the sender sent them: Node would join them into one. */
export function signaturesIn(rawHeaders: string[]): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === signatureHeader,
  )
}

/**
 * Makes the check of a request's signature headers against its exact body. An unknown endpoint costs the
 * same HMACs. Why a signature is wrong is looked into once in ten seconds for each endpoint; in between
 * it is a mismatch. `clock` answers milliseconds. Throws when the endpoint's secrets cannot be had, and DecryptionError
 * while one that may have verified it cannot be decrypted: Cal.com sends once, so it is not to be told that it is wrong.
 */
export function createSignatureCheck(
  directory: EndpointDirectory,
  clock = () => performance.now(),
) {
  // A diagnosis multiplies what a forged request costs.
  const diagnoses = createTokenBuckets({ capacity: 1, refillMs: 10_000, clock })

  async function checkNow(address: string, headers: string[], body: Buffer) {
    const endpoint = await directory.find(address)
    const check = checkAgainst(endpoint, headers, body, clock())
    if (!mayBeOutdated(check)) return check
    // Only a sender that has the secret can make this happen each time.
    const always = check.kind === 'disabled'
    const reloaded = await directory.reload(address, { always })
    return reloaded ? checkAgainst(reloaded, headers, body, clock()) : check
  }

  return async (address: string, headers: string[], body: Buffer): Promise<SignatureCheck> => {
    const check = await checkNow(address, headers, body)
    if (check.kind !== 'refused') return check
    const { endpoint, cause } = check
    demandReadable(endpoint, clock())
    if (cause !== 'mismatch' || !diagnoses.take(endpoint.id)) return check
    const secrets = { ...secretsOf(endpoint, clock()), retired: endpoint.retired }
    return { ...check, cause: diagnoseSignature(headers, body, secrets) }
  }
}

function checkAgainst(
  endpoint: KnownEndpoint | null,
  headers: string[],
  body: Buffer,
  now: number,
): SignatureCheck {
  const verification = verify(headers, body, secretsOf(endpoint, now))
  if (!endpoint) return { kind: 'unknown_endpoint' }
  if (!verification.ok) return { kind: 'refused', endpoint, cause: verification.cause }
  if (endpoint.mode === 'disabled') return { kind: 'disabled', endpoint }
  const { verdict } = verification
  const used = verdict === 'valid' ? endpoint.current : endpoint.previous
  // A verdict comes from a secret that is there.
  return { kind: 'verified', endpoint, verdict, secretVersion: used?.version ?? 0 }
}

// Only a signature of the right shape could be right by another secret.
function mayBeOutdated(check: SignatureCheck): boolean {
  if (check.kind === 'disabled') return true
  return (
    check.kind === 'refused' && (check.cause === 'mismatch' || check.cause === 'no_secret_here')
  )
}
