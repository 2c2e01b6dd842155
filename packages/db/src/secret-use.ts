import { and, desc, eq, gte, inArray, sql, type SQL } from 'drizzle-orm'

import { listAudit } from './audit.ts'
import type { Db } from './connect.ts'
import { listByIds } from './deliveries.ts'
import { findLastDelivery, ofEndpoint, verifiedAt, type EndpointPlace } from './last-delivery.ts'
import { firstIdAt } from './new-id.ts'
import { deliveries, endpointSecrets } from './schema.ts'
import { lockWorkspace } from './workspaces.ts'

/** The secrets of an endpoint that count. */
export type Counting = {
  secret: { version: number } | null
  previous: { version: number; setAt: Date } | null
}

const mostLooked = 5

/** Of the last five verified deliveries of an endpoint, how many its current and how many its previous secret verified. */
export async function countLastBySecret(
  db: Db,
  place: EndpointPlace,
  { secret, previous }: Counting,
): Promise<{ current: number; previous: number }> {
  const rows = await db
    .select({ version: deliveries.secretVersion })
    .from(deliveries)
    .where(verifiedAt(place))
    .orderBy(desc(deliveries.id))
    .limit(mostLooked)
  const by = (one: { version: number } | null) =>
    one === null ? 0 : rows.filter(({ version }) => version === one.version).length
  return { current: by(secret), previous: by(previous) }
}

// What was parked before its secret was saved, a day before at most, is verified by it too.
const parkedMs = 24 * 60 * 60 * 1000

/** The lowest id that a delivery verified by a secret of `setAt` can have. */
function firstIdOf(setAt: Date): string {
  return firstIdAt(new Date(setAt.getTime() - parkedMs))
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
    and(eq(deliveries.secretVersion, version), gte(deliveries.id, firstIdOf(setAt))),
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

/** Versions of a secret, and from when on what they verified matters; null for all of it. */
type Asked = { versions: { version: number; setAt: Date }[]; since: Date | null }

/** How many deliveries these versions verified, up to 10,000. */
export async function countBySecret(db: Db, place: EndpointPlace, asked: Asked): Promise<number> {
  const some = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(bySecret(place, asked))
    .limit(mostCountedBySecret)
    .as('some')
  const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some)
  return counted?.count ?? 0
}

/** The last deliveries that these versions verified, at most `limit`. */
export async function listBySecret(
  db: Db,
  place: EndpointPlace,
  { limit, ...asked }: Asked & { limit: number },
) {
  const last = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(bySecret(place, asked))
    .orderBy(desc(deliveries.id))
    .limit(limit)
  const ids = last.map(({ id }) => id)
  return listByIds(db, place.workspaceId, ids)
}

function bySecret(place: EndpointPlace, { versions, since }: Asked): SQL | undefined {
  const first = Math.min(...versions.map(({ setAt }) => setAt.getTime()))
  return and(
    ofEndpoint(place),
    inArray(
      deliveries.secretVersion,
      versions.map(({ version }) => version),
    ),
    gte(deliveries.id, since === null ? firstIdOf(new Date(first)) : firstIdAt(since)),
  )
}

/**
 * How often a secret of a workspace was checked since `since`, as the audit log has it. Until the end of the transaction no
 * other process counts.
 */
export async function countChecks(db: Db, workspaceId: string, since: Date): Promise<number> {
  await lockWorkspace(db, workspaceId)
  const page = { filter: { actions: ['secret_checked' as const], from: since }, after: null }
  return (await listAudit(db, workspaceId, { ...page, limit: 100 })).length
}
