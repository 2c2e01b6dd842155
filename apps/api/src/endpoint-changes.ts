import { DomainError } from '@solar-capture/core/errors'
import { secretProblem } from '@solar-capture/core/secret-policy'
import { getEndpoint } from '@solar-capture/db/endpoints'
import type { SealedSecret } from '@solar-capture/db/secret-changes'

import type { Deps } from './deps.ts'
import { viewEndpoint } from './endpoint-view.ts'
import type { Principal } from './principal.ts'

/** Who changes something of an endpoint, and where. */
export type SettingsContext = {
  deps: Deps
  workspaceId: string
  principal: Principal
  clientAddress: string
}

/** Tells every open dashboard and every webhook process that an endpoint changed, and answers it. */
export async function told(
  { deps, workspaceId }: Pick<SettingsContext, 'deps' | 'workspaceId'>,
  id: string,
) {
  deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
  return viewEndpoint(deps, workspaceId, await getEndpoint(deps.db, workspaceId, id))
}

/** Refuses a secret that is too weak or was mistyped, with the reason. */
export function requireGood(secret: string): void {
  const problem = secretProblem(secret)
  if (problem !== null) throw new DomainError('invalid', problem)
}

/** Makes what encrypts a secret for an endpoint, with what may be shown of it. */
export function sealing(
  { encryption }: Pick<Deps, 'encryption'>,
  endpointId: string,
  secret: string,
): { fingerprint: string; seal: (version: number) => SealedSecret } {
  const fingerprint = encryption.fingerprintOf(secret)
  const seal = (version: number) => ({
    ...encryption.sealSecret(secret, { endpointId, version }),
    length: secret.length,
    fingerprint,
  })
  return { fingerprint, seal }
}

/** Who set a secret, as its row keeps it; null for an API key. */
export function setterOf(principal: Principal): string | null {
  return principal.kind === 'member' ? principal.user.id : null
}
