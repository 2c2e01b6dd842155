import type { EndpointMode } from '@solar-capture/core/endpoint-status'
import type { SigningSecrets } from '@solar-capture/core/signature'
import type { EndpointForVerification, StoredSecret } from '@solar-capture/db/endpoint-secrets'

import { DecryptionError, type Encryption } from './encryption.ts'

/** An endpoint with its secrets readable. */
export type KnownEndpoint = {
  id: string
  workspaceId: string
  mode: EndpointMode
  /** The workspace's key for delivery bodies, wrapped. */
  bodyKey: Uint8Array
  current: { secret: string; version: number } | null
  /** Counts while `clock()` is below `until`. */
  previous: { secret: string; version: number; until: number } | null
  /** Those replaced last; they only explain a refusal. */
  retired: string[]
}

/**
 * Decrypts the secrets of an endpoint that was read when the clock said `now`. Throws DecryptionError when
 * one that counts cannot be decrypted; a retired one is then left out.
 */
export function openEndpoint(
  row: EndpointForVerification,
  encryption: Pick<Encryption, 'openSecret'>,
  now: number,
): KnownEndpoint {
  const { id, workspaceId, mode, bodyKey, secrets } = row
  const open = (stored: StoredSecret) => ({
    secret: encryption.openSecret(stored, { endpointId: id, version: stored.version }),
    version: stored.version,
  })
  const current = secrets.find((stored) => stored.status === 'current')
  const previous = secrets.find((stored) => stored.status === 'previous')
  const retired = secrets.filter((stored) => stored.status === 'retired')
  return {
    id,
    workspaceId,
    mode,
    bodyKey,
    current: current ? open(current) : null,
    previous: previous
      ? { ...open(previous), until: now + (previous.expiresInMs ?? Infinity) }
      : null,
    retired: retired.flatMap((stored) => {
      try {
        return [open(stored).secret]
      } catch (error) {
        if (error instanceof DecryptionError) return []
        throw error
      }
    }),
  }
}

/** The secrets to verify with when the clock says `now`. */
export function secretsOf(endpoint: KnownEndpoint | null, now: number): SigningSecrets {
  const previous = endpoint?.previous
  return {
    current: endpoint?.current?.secret ?? null,
    previous: previous && now < previous.until ? previous.secret : null,
  }
}
