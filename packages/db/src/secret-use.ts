import { and, desc, eq, gte, sql } from 'drizzle-orm'

import { listAudit } from './audit.ts'
import type { Db } from './connect.ts'
import { listByIds } from './deliveries.ts'
import { findLastDelivery, ofEndpoint, type EndpointPlace } from './last-delivery.ts'
import { firstIdAt } from './new-id.ts'
import { deliveries, endpointSecrets, workspaces } from './schema.ts'

/** The secrets of an endpoint that count. */
export type Counting = {
  secret: { version: number } | null
  previous: { version: number; setAt: Date } | null
}

const mostLooked = 5

/** Of the last five deliveries of an endpoint, how many its current and how many its previous secret verified. */
export async function countLastBySecret(
  db: Db,
  place: EndpointPlace,
  { secret, previous }: Counting,
): Promise<{ current: number; previous: number }> {
  const rows = await db
    .select({ version: deliveries.secretVersion })
    .from(deliveries)
    .where(ofEndpoint(place))
    .orderBy(desc(deliveries.id))
    .limit(mostLooked)
  const by = (one: { version: number } | null) =>
    one === null ? 0 : rows.filter(({ version }) => version === one.version).length
  return { current: by(secret), previous: by(previous) }
}

/** When a secret, set at `setAt`, last verified a delivery; null when it never did. */
export async function findLastUse(
  db: Db,
  place: EndpointPlace,
  { version, setAt }: { version: number; setAt: Date },
): Promise<Date | null> {
  const last = await findLastDelivery(
    db,
    place,
    and(
      eq(deliveries.secretVersion, version),
      // Before that no delivery can have been verified with it.
      gte(deliveries.id, firstIdAt(setAt)),
    ),
  )
  return last?.at ?? null
}

/** Every secret that an endpoint ever had, still encrypted, the latest first, with what it is now. */
export function listSecrets(db: Db, endpointId: string) {
  const counts = sql`${endpointSecrets.expiresAt} is null or ${endpointSecrets.expiresAt} > now()`
  return db
    .select({
      version: endpointSecrets.version,
      status: sql<'current' | 'previous' | 'retired'>`
        case when ${counts} then ${endpointSecrets.status}::text else 'retired' end`,
      fingerprint: endpointSecrets.fingerprint,
      setAt: endpointSecrets.setAt,
      expiresAt: endpointSecrets.expiresAt,
      sealed: endpointSecrets.sealed,
      wrappedKey: endpointSecrets.wrappedKey,
      keyId: endpointSecrets.keyId,
    })
    .from(endpointSecrets)
    .where(eq(endpointSecrets.endpointId, endpointId))
    .orderBy(desc(endpointSecrets.version))
}

/** How many deliveries of a secret are counted at most. */
export const mostCountedBySecret = 10_000

/** What a secret brought in since `since`: how many deliveries, up to 10,000, and the last of them, at most `limit`. */
export async function listBySecret(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  { version, since, limit }: { version: number; since: Date; limit: number },
) {
  const bySecret = and(
    ofEndpoint({ workspaceId, endpointId }),
    eq(deliveries.secretVersion, version),
    gte(deliveries.id, firstIdAt(since)),
  )
  const some = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(bySecret)
    .limit(mostCountedBySecret)
    .as('some')
  const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some)
  const last = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(bySecret)
    .orderBy(desc(deliveries.id))
    .limit(limit)
  const ids = last.map(({ id }) => id)
  return { count: counted?.count ?? 0, rows: await listByIds(db, workspaceId, ids) }
}

/**
 * How often a secret of a workspace was checked since `since`, as the audit log has it. Until the end of the transaction no
 * other process counts.
 */
export async function countChecks(db: Db, workspaceId: string, since: Date): Promise<number> {
  await db.execute(sql`select from ${workspaces} where id = ${workspaceId} for no key update`)
  const page = { filter: { actions: ['secret_checked' as const], from: since }, after: null }
  return (await listAudit(db, workspaceId, { ...page, limit: 100 })).length
}
