import { park, parkedLimits, sweepParked } from '@solar-capture/db/parked'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'
import { startEvery } from './every.ts'
import type { KnownEndpoint } from './known-endpoint.ts'
import { createTokenBuckets } from './token-buckets.ts'

type ParkingDeps = Pick<Deps, 'db' | 'encryption' | 'changes' | 'reportError'>

export type Offered = {
  /** What the request is refused under. */
  id: string
  endpoint: Pick<KnownEndpoint, 'id' | 'workspaceId' | 'bodyKey'>
  /** The 32 bytes of its signature. */
  signature: Buffer
  body: Buffer
  receivedAt: Date
}

const mostWaitingBytes = 4 * 1024 * 1024

/**
 * Keeps, encrypted and for a day, what comes with a signature to an endpoint that has no secret at all yet: it may be what
 * Cal.com sends while its webhook is being set up, and a secret that is saved later can tell. Bounded in the database by
 * `parkedLimits`, and here in how often it asks and how much waits.
 */
export function createParking({ db, encryption, changes, reportError }: ParkingDeps) {
  const asks = createTokenBuckets({ capacity: parkedLimits.count + 10, refillMs: 10_000 })
  let waitingBytes = 0
  let writing: Promise<void> = Promise.resolve()

  async function write({ id, endpoint, signature, body, receivedAt }: Offered) {
    const { id: endpointId, workspaceId, bodyKey } = endpoint
    const sealed = encryption.sealBody(body, { workspaceId, deliveryId: id }, bodyKey)
    const parked = { id, receivedAt, signature, body: sealed, size: body.length }
    if (await park(db, { workspaceId, endpointId }, parked)) {
      changes.publish(workspaceId, { kinds: ['delivery', 'endpoint'], leadIds: [] })
    }
  }

  return {
    /** Never throws and waits for nothing; what there is no room for is let go. */
    offer: (offered: Offered): void => {
      const { length } = offered.body
      if (length > parkedLimits.bytes || waitingBytes + length > mostWaitingBytes) return
      if (!asks.take(offered.endpoint.id)) return
      waitingBytes += length
      writing = writing
        .then(() => write(offered))
        .catch((error: unknown) => {
          if (!isUnavailable(error)) reportError(error, 'A request could not be parked')
        })
        .finally(() => (waitingBytes -= length))
    },
    /** Waits for what was offered. */
    settle: (): Promise<void> => writing,
  }
}

const sweepEveryMs = 10 * 60 * 1000

/** Removes what was parked for longer than a day, every ten minutes. */
export function startSweepingParked(deps: Pick<Deps, 'db' | 'now' | 'reportError'>) {
  return startEvery(() => sweepParked(deps.db, deps.now()), {
    ...{ everyMs: sweepEveryMs, atOnce: true },
    onError: (error) => {
      if (!isUnavailable(error)) deps.reportError(error, 'Parked requests could not be swept')
    },
  })
}
