import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import type { Db } from '@solar-capture/db/connect'
import { listBySecret, listSecrets, mostCountedBySecret } from '@solar-capture/db/secret-use'

import { listedDelivery, viewDelivery } from './delivery-view.ts'
import type { Principal } from './principal.ts'
import { instant, toInstant } from './routers/shapes.ts'

const mostListed = 200

export const leakReportShape = z.strictObject({
  fingerprint: z.string(),
  setAt: instant,
  since: instant,
  /** `items` are the last 200 of them; beyond 10,000 nobody counts, and `isAtLeast` says so. */
  count: z.int(),
  isAtLeast: z.boolean(),
  items: z.array(listedDelivery),
})

/** What one of an endpoint's secrets brought in, for somebody. Throws `not_found` when there is no such secret. */
export async function viewLeak(
  db: Db,
  { workspaceId, principal }: { workspaceId: string; principal: Principal },
  asked: { id: string; fingerprint: string | undefined; since: string | undefined },
): Promise<z.output<typeof leakReportShape>> {
  const secrets = await listSecrets(db, asked.id)
  const having = (status: (typeof secrets)[number]['status']) =>
    secrets.find((secret) => secret.status === status)
  const leaked =
    asked.fingerprint === undefined
      ? (having('previous') ?? having('retired') ?? having('current'))
      : secrets.find(({ fingerprint }) => fingerprint === asked.fingerprint)
  if (!leaked) throw new DomainError('not_found', 'There is no such secret.')
  const { version, fingerprint, setAt } = leaked
  const since = asked.since === undefined ? setAt : new Date(asked.since)
  const place = { workspaceId, endpointId: asked.id }
  const { count, rows } = await listBySecret(db, place, { version, since, limit: mostListed })
  const items = rows.map((row) => viewDelivery(row, principal))
  const isAtLeast = count >= mostCountedBySecret
  return { fingerprint, setAt: toInstant(setAt), since: toInstant(since), count, isAtLeast, items }
}
