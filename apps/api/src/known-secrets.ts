import { createHash, timingSafeEqual } from 'node:crypto'

import { withoutStrays } from '@solar-capture/core/diagnose-signature'
import { secretMatches, type SecretMatch } from '@solar-capture/core/secret-overlap'
import type { listSecrets } from '@solar-capture/db/secret-use'

import type { Deps } from './deps.ts'
import type { Secret } from './encryption.ts'
import { ifReadable } from './if-readable.ts'

type Known = Awaited<ReturnType<typeof listSecrets>>
type Stored = Secret & { version: number }
type Opens = Pick<Deps, 'encryption'>

/** Whether the secrets of an endpoint that count can be decrypted here. */
export function isReadable(deps: Opens, endpointId: string, secrets: Known): boolean {
  const counting = secrets.filter(({ status }) => status !== 'retired')
  return counting.every((secret) => canOpen(deps, endpointId, secret))
}

/** Whether a secret of an endpoint can be decrypted here. */
export function canOpen(deps: Opens, endpointId: string, stored: Stored): boolean {
  return read(deps, endpointId, stored) !== null
}

/**
 * Which of an endpoint's secrets a given one is: of several that it was, the one that counts most; white space at its ends does not hide which one it is. It takes the same time
 * whatever the answer is. One that cannot be decrypted matches nothing.
 */
export function matchSecret(
  deps: Opens,
  endpointId: string,
  secrets: Known,
  given: string,
): SecretMatch {
  const wanted = digest(given)
  // Nothing is what one that cannot be decrypted is taken for.
  const bare = digest(withoutStrays(given) || given)
  const known = secrets.map((secret) => {
    const own = digest(read(deps, endpointId, secret) ?? '')
    const isSame = timingSafeEqual(own, wanted)
    return { status: secret.status, isSame, isSpaced: timingSafeEqual(own, bare) && !isSame }
  })
  const found = new Set<SecretMatch>(
    known.flatMap(({ status, isSame, isSpaced }) => {
      if (isSame) return [status]
      return isSpaced ? [status === 'retired' ? 'retired' : 'spaced'] : []
    }),
  )
  return secretMatches.find((match) => found.has(match)) ?? 'none'
}

function read({ encryption }: Opens, endpointId: string, secret: Stored): string | null {
  return ifReadable(
    () => encryption.openSecret(secret, { endpointId, version: secret.version }),
    null,
  )
}

// Of one length, as the comparison needs them.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
