import * as texts from '../texts/integrations.tsx'
import type { Delivery } from '../trpc.ts'

/**
 * Whether what arrived says nothing of the secret that counts now: it was refused before that one was set, or verified by one
 * that does not count any more. `isProved` says whether one that counts verified anything. Times are ISO 8601 UTC.
 */
export function isOutdated(
  { outcome, at }: Pick<Delivery, 'outcome' | 'at'>,
  { secretSetAt, isProved }: { secretSetAt: string | null; isProved: boolean },
): boolean {
  if (secretSetAt === null) return false
  return outcome === 'rejected' ? at < secretSetAt : !isProved
}

export type Check = { label: string; result: 'good' | 'bad' | 'open' }

type Arrival = Pick<Delivery, 'outcome' | 'cause'>

/** How far a request from Cal.com came, step by step, and what that means in a sentence. */
export function readArrival({ outcome, cause }: Arrival): { checks: Check[]; summary: string } {
  const reached: Check = { label: texts.reached, result: 'good' }
  if (outcome === 'rejected') {
    return {
      checks: [
        reached,
        { label: texts.signatureBad, result: 'bad' },
        { label: texts.notRead, result: 'open' },
      ],
      summary: cause ?? texts.signatureBadText,
    }
  }
  const signed: Check = { label: texts.signatureGood, result: 'good' }
  if (outcome === 'malformed' || outcome === 'failed') {
    return {
      checks: [reached, signed, { label: texts.notReadable, result: 'bad' }],
      summary: cause ?? texts.notReadableText,
    }
  }
  return {
    checks: [reached, signed, { label: texts.readable, result: 'good' }],
    summary: outcome === 'ping' ? texts.pingWorks : texts.otherWorks,
  }
}
