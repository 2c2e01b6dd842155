import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import type { Db } from '@solar-capture/db/connect'
import {
  countBySecret,
  listBySecret,
  listSecrets,
  mostCountedBySecret,
} from '@solar-capture/db/secret-use'

import { listedDelivery, viewDelivery } from './delivery-view.ts'
import type { Principal } from './principal.ts'
import { instant, toInstant } from './routers/shapes.ts'

const mostListed = 200
const mostSecrets = 20

export const leakReportShape = z.strictObject({
  /** What each secret of the endpoint brought in, the latest first; beyond 10,000 nobody counts, and `isAtLeast` says so. */
  secrets: z.array(
    z.strictObject({
      fingerprint: z.string(),
      status: z.enum(['current', 'previous', 'retired']),
      /** When it was set last. */
      setAt: instant,
      count: z.int(),
      isAtLeast: z.boolean(),
    }),
  ),
  /** The last 200 of all these, or of the one that was asked for. */
  items: z.array(listedDelivery),
})

type Known = Awaited<ReturnType<typeof listSecrets>>

/**
 * What an endpoint's secrets brought in since `since`, the last twenty of them, for somebody. One that was put back is told
 * of once. Throws `not_found` without any secret, or when none has the `fingerprint` that was asked for.
 */
export async function viewLeak(
  db: Db,
  { workspaceId, principal }: { workspaceId: string; principal: Principal },
  asked: { id: string; fingerprint: string | undefined; since: string | undefined },
): Promise<z.output<typeof leakReportShape>> {
  const place = { workspaceId, endpointId: asked.id }
  const since = asked.since === undefined ? null : new Date(asked.since)
  const all = Map.groupBy(await listSecrets(db, asked.id), ({ fingerprint }) => fingerprint)
  const wanted =
    asked.fingerprint === undefined
      ? [...all.values()].slice(0, mostSecrets).flat()
      : (all.get(asked.fingerprint) ?? [])
  if (wanted.length === 0) throw new DomainError('not_found', 'There is no such secret.')
  const secrets = []
  for (const [fingerprint, versions] of [...all].slice(0, mostSecrets)) {
    const count = await countBySecret(db, place, { versions, since })
    const setAt = new Date(Math.max(...versions.map((one) => one.setAt.getTime())))
    secrets.push({
      ...{ fingerprint, status: statusOf(versions), setAt: toInstant(setAt), count },
      isAtLeast: count >= mostCountedBySecret,
    })
  }
  const rows = await listBySecret(db, place, { versions: wanted, since, limit: mostListed })
  return { secrets, items: rows.map((row) => viewDelivery(row, principal)) }
}

function statusOf(versions: Known): Known[number]['status'] {
  const order = ['current', 'previous'] as const
  return order.find((status) => versions.some((one) => one.status === status)) ?? 'retired'
}
