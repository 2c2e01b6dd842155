import { createHash, timingSafeEqual } from 'node:crypto'

import type { SecretMatch } from '@solar-capture/core/secret-overlap'
import type { listSecrets } from '@solar-capture/db/secret-use'

import type { Deps } from './deps.ts'
import { DecryptionError, type Secret } from './encryption.ts'

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
 * Which of an endpoint's secrets a given one is: of several that it was, the one that counts most. It takes the same time
 * whatever the answer is. One that cannot be decrypted matches nothing.
 */
export function matchSecret(
  deps: Opens,
  endpointId: string,
  secrets: Known,
  given: string,
): SecretMatch {
  const wanted = digest(given)
  const found = secrets
    .map((secret) => ({
      status: secret.status,
      isSame: timingSafeEqual(digest(read(deps, endpointId, secret) ?? ''), wanted),
    }))
    .filter(({ isSame }) => isSame)
  const order = ['current', 'previous', 'retired'] as const
  return order.find((status) => found.some((one) => one.status === status)) ?? 'none'
}

function read({ encryption }: Opens, endpointId: string, secret: Stored): string | null {
  try {
    return encryption.openSecret(secret, { endpointId, version: secret.version })
  } catch (error) {
    if (error instanceof DecryptionError) return null
    throw error
  }
}

// Of one length, as the comparison needs them.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
