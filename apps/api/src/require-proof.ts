import { DomainError } from '@solar-capture/core/errors'
import { isProofFresh } from '@solar-capture/core/proof'

import type { Context } from './trpc.ts'

/**
 * Throws `unproved` when somebody who is signed in proved longer ago who they are than that counts. An API key is not asked:
 * it is what proves its holder, and making it took a proof.
 */
export function requireProof({ deps, person }: Pick<Context, 'deps' | 'person'>): void {
  if (person === null || isProofFresh(person.provedAt, deps.now())) return
  throw new DomainError('unproved', 'Confirm that it is you, then ask for this again.')
}
