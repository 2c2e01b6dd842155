import { DomainError } from '@solar-capture/core/errors'
import { isMacOf, type Verdict } from '@solar-capture/core/signature'
import type { Db } from '@solar-capture/db/connect'
import { listForVerification } from '@solar-capture/db/endpoint-secrets'
import { listParked, lockParked, removeParked, type Parked } from '@solar-capture/db/parked'
import { forgetRejections } from '@solar-capture/db/rejections'

import type { Deps } from './deps.ts'
import { demandReadable, openEndpoint, type KnownEndpoint } from './known-endpoint.ts'
import { createReceiver } from './receive.ts'

type Endpoint = { workspaceId: string; id: string; publicId: string }
/**
 * What became of what was parked: applied to a lead; without one, so that it waits in Unmatched; held; everything else that was
 * received (a ping test, what told nothing new or could not be read); and verified by nothing, so dropped.
 */
export type ParkedCounts = Record<'applied' | 'unmatched' | 'held' | 'other' | 'dropped', number>

type Verified = { parked: Parked; body: Buffer; verdict: Verdict; secretVersion: number }

/**
 * What is parked of an endpoint, and which of it the secrets that count verify, in the order of arrival. Throws DecryptionError
 * when the key here is not the one: what a secret that cannot be read may verify is not to be let go.
 */
export async function readParked(
  db: Db,
  deps: Pick<Deps, 'encryption' | 'now'>,
  endpoint: Endpoint,
): Promise<{ all: Parked[]; verified: Verified[]; known: KnownEndpoint | null }> {
  const place = { workspaceId: endpoint.workspaceId, endpointId: endpoint.id }
  const all = await listParked(db, place, deps.now())
  if (all.length === 0) return { all, verified: [], known: null }
  const [row] = await listForVerification(db, [endpoint.publicId])
  const known = row ? openEndpoint(row, deps.encryption, performance.now()) : null
  if (!known) return { all, verified: [], known }
  demandReadable(known, performance.now())
  // The previous one, which was there when they came from Cal.com, counts as long as it does for others.
  const secrets = [
    { ...known.current, verdict: 'valid' as const },
    { ...known.previous, verdict: 'valid_previous' as const },
  ]
  const verified = all.flatMap((parked): Verified[] => {
    const at = { workspaceId: endpoint.workspaceId, deliveryId: parked.id }
    const body = Buffer.from(deps.encryption.openBody(parked.body, at, known.bodyKey))
    const mac = Buffer.from(parked.signature)
    const found = secrets.find(({ secret = null }) => isMacOf(mac, body, secret))
    const { verdict, version: secretVersion } = found ?? {}
    return verdict && secretVersion ? [{ parked, body, verdict, secretVersion }] : []
  })
  return { all, verified, known }
}

/**
 * Receives what is parked of an endpoint and verified by a secret that counts, as if it arrived now but at the time when it did,
 * and lets the rest go. To be called in a transaction, which keeps others from doing the same. What was received once
 * stays received when the transaction fails: received again it is a repeat. Throws `conflict` while the endpoint is
 * off, or its secret changes meanwhile, and DecryptionError. While the endpoint is paused all of it is held.
 */
export async function applyParked(tx: Db, deps: Deps, endpoint: Endpoint): Promise<ParkedCounts> {
  const place = { workspaceId: endpoint.workspaceId, endpointId: endpoint.id }
  await lockParked(tx, place)
  const { all, verified, known } = await readParked(tx, deps, endpoint)
  if (!known?.current) {
    if (all.length === 0) return { applied: 0, unmatched: 0, held: 0, other: 0, dropped: 0 }
    throw new DomainError('conflict', 'There is no webhook secret yet to check them with.')
  }
  if (known.mode === 'disabled') {
    throw new DomainError('conflict', 'This Cal.com account is switched off. Switch it on first.')
  }
  const receive = createReceiver(deps)
  // Together: in the order of arrival, in few transactions.
  const receipts = await Promise.all(
    verified.map(({ parked, body, verdict, secretVersion }) =>
      receive({
        ...{ endpoint: known, verdict, secretVersion, body },
        ...{ receivedAt: parked.receivedAt, startedAt: performance.now() },
      }),
    ),
  )
  if (receipts.some(({ kind }) => kind === 'secret_revoked')) {
    throw new DomainError('conflict', 'The webhook secret was changed meanwhile. Try again.')
  }
  // Applied, they are deliveries like others, and not refused ones beside.
  const refused = verified.map(({ parked: { id, receivedAt } }) => ({ id, receivedAt }))
  await forgetRejections(tx, { ...place, cause: 'no_secret_here' }, refused)
  await removeParked(
    tx,
    place,
    all.map(({ id }) => id),
  )
  const results = receipts.map((one) => (one.kind === 'received' ? one.result : one.kind))
  const amount = (result: (typeof results)[number]) =>
    results.filter((one) => one === result).length
  const [applied, unmatched, held] = [amount('applied'), amount('unmatched'), amount('held')]
  const other = results.length - applied - unmatched - held
  return { applied, unmatched, held, other, dropped: all.length - verified.length }
}
