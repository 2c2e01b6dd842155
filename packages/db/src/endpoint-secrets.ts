import { asc, desc, eq, inArray, sql } from 'drizzle-orm'

import type { EndpointMode } from '@solar-capture/core/endpoint-status'

import type { Db } from './connect.ts'
import { workspaces } from './schema-access.ts'
import { endpointSecrets, endpoints } from './schema-endpoints.ts'

/** An endpoint as the webhook needs it: whose it is, whether it is on, and its secrets, still encrypted. */
export type EndpointForVerification = {
  id: string
  workspaceId: string
  publicId: string
  mode: EndpointMode
  /** The workspace's key for delivery bodies, wrapped. */
  bodyKey: Uint8Array
  /** The latest first. */
  secrets: StoredSecret[]
}

export type StoredSecret = {
  version: number
  /** By the database's clock: a previous secret that has expired is retired. */
  status: 'current' | 'previous' | 'retired'
  /** Milliseconds for which a previous secret still counts; null when no end is set. */
  expiresInMs: number | null
  sealed: Uint8Array
  wrappedKey: Uint8Array
  keyId: string
}

// Older ones are of no use to whoever looks for the reason of a refusal.
const retiredToKeep = 2

/** Finds those of the endpoints with these public ids that exist. */
export async function listForVerification(
  db: Db,
  publicIds: string[],
): Promise<EndpointForVerification[]> {
  const rows = await selectEndpoints(db).where(inArray(endpoints.publicId, publicIds))
  return addSecrets(db, rows)
}

/** Finds the oldest endpoint of the oldest workspace; null before set-up. */
export async function findFirstForVerification(db: Db): Promise<EndpointForVerification | null> {
  const rows = await selectEndpoints(db)
    .orderBy(
      asc(workspaces.createdAt),
      asc(workspaces.id),
      asc(endpoints.createdAt),
      asc(endpoints.id),
    )
    .limit(1)
  const [endpoint] = await addSecrets(db, rows)
  return endpoint ?? null
}

function selectEndpoints(db: Db) {
  return db
    .select({
      id: endpoints.id,
      workspaceId: endpoints.workspaceId,
      publicId: endpoints.publicId,
      mode: endpoints.mode,
      bodyKey: workspaces.bodyKey,
    })
    .from(endpoints)
    .innerJoin(workspaces, eq(workspaces.id, endpoints.workspaceId))
}

async function addSecrets(
  db: Db,
  rows: Omit<EndpointForVerification, 'secrets'>[],
): Promise<EndpointForVerification[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const expired = sql`${endpointSecrets.status} = 'previous' and ${endpointSecrets.expiresAt} <= now()`
  const secrets = await db
    .select({
      endpointId: endpointSecrets.endpointId,
      version: endpointSecrets.version,
      status: sql<StoredSecret['status']>`
        case when ${expired} then 'retired' else ${endpointSecrets.status}::text end`,
      expiresInMs: sql<number | null>`
        (extract(epoch from ${endpointSecrets.expiresAt} - now()) * 1000)::float8`,
      sealed: endpointSecrets.sealed,
      wrappedKey: endpointSecrets.wrappedKey,
      keyId: endpointSecrets.keyId,
    })
    .from(endpointSecrets)
    .where(inArray(endpointSecrets.endpointId, ids))
    .orderBy(desc(endpointSecrets.version))
  return rows.map((row) => {
    const own = secrets.filter((secret) => secret.endpointId === row.id)
    const retired = own.filter((secret) => secret.status === 'retired').slice(0, retiredToKeep)
    return {
      ...row,
      secrets: own.filter((secret) => secret.status !== 'retired' || retired.includes(secret)),
    }
  })
}
