import type { EndpointMode } from '@solar-capture/core/endpoint-status'
import type { SigningSecrets } from '@solar-capture/core/signature'
import type { EndpointForVerification, StoredSecret } from '@solar-capture/db/endpoint-secrets'

import { DecryptionError, type Encryption } from './encryption.ts'

/** An endpoint with its secrets, decrypted. */
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
  /** Why others that count, while `clock()` is below `until`, could not be decrypted. */
  unreadable: { error: DecryptionError; until: number }[]
}

/**
 * Decrypts the secrets of an endpoint that was read when the clock said `now`. One that cannot be decrypted does not keep
 * the others from counting.
 */
export function openEndpoint(
  row: EndpointForVerification,
  encryption: Pick<Encryption, 'openSecret'>,
  now: number,
): KnownEndpoint {
  const { id, workspaceId, mode, bodyKey, secrets } = row
  const unreadable: KnownEndpoint['unreadable'] = []
  const open = (stored: StoredSecret | undefined) => {
    if (!stored) return null
    const { version } = stored
    const until = now + (stored.expiresInMs ?? Infinity)
    try {
      return { secret: encryption.openSecret(stored, { endpointId: id, version }), version, until }
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error
      if (stored.status !== 'retired') unreadable.push({ error, until })
      return null
    }
  }
  const current = open(secrets.find(({ status }) => status === 'current'))
  const previous = open(secrets.find(({ status }) => status === 'previous'))
  const retired = secrets.filter(({ status }) => status === 'retired')
  return {
    ...{ id, workspaceId, mode, bodyKey, current, previous, unreadable },
    retired: retired.flatMap((stored) => open(stored)?.secret ?? []),
  }
}

/** Throws the DecryptionError of a secret that counts when the clock says `now` and could not be decrypted. */
export function demandReadable({ unreadable }: KnownEndpoint, now: number): void {
  const [first] = unreadable.filter(({ until }) => now < until)
  if (first) throw first.error
}

/** The secrets to verify with when the clock says `now`. */
export function secretsOf(endpoint: KnownEndpoint | null, now: number): SigningSecrets {
  const previous = endpoint?.previous
  return {
    current: endpoint?.current?.secret ?? null,
    previous: previous && now < previous.until ? previous.secret : null,
  }
}
