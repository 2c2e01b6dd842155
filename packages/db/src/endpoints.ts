import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'

import { tellingCauses, type EndpointMode } from '@solar-capture/core/endpoint-status'
import { DomainError } from '@solar-capture/core/errors'
import { causeToTell, sameCauseMs } from '@solar-capture/core/refusal-cause'
import { nameKey } from '@solar-capture/core/same-name'

import type { Db } from './connect.ts'
import { listRefused } from './endpoint-watches.ts'
import { findLastDelivery, type EndpointPlace, type LastDelivery } from './last-delivery.ts'
import { deliveries, endpoints, endpointSecrets, rejections, users } from './schema.ts'
import { findLastUse } from './secret-use.ts'
import { lockWorkspace } from './workspaces.ts'

/** The endpoints of a workspace, the oldest first, or the one with `id`, with what is known of their secrets. */
export async function listEndpoints(db: Db, workspaceId: string, id?: string) {
  const rows = await db
    .select({
      id: endpoints.id,
      publicId: endpoints.publicId,
      name: endpoints.name,
      mode: endpoints.mode,
      createdAt: endpoints.createdAt,
    })
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), id ? eq(endpoints.id, id) : undefined))
    .orderBy(asc(endpoints.createdAt), asc(endpoints.id))
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const secrets = await db
    .select({
      endpointId: endpointSecrets.endpointId,
      version: endpointSecrets.version,
      status: endpointSecrets.status,
      fingerprint: endpointSecrets.fingerprint,
      length: endpointSecrets.length,
      setAt: endpointSecrets.setAt,
      expiresAt: endpointSecrets.expiresAt,
      setBy: users.name,
    })
    .from(endpointSecrets)
    .leftJoin(users, eq(users.id, endpointSecrets.setBy))
    .where(and(inArray(endpointSecrets.endpointId, ids), counts))
  return rows.map((row) => {
    const own = secrets.filter(({ endpointId }) => endpointId === row.id)
    return {
      ...row,
      secret: own.find(({ status }) => status === 'current') ?? null,
      previous: own.find(({ status }) => status === 'previous') ?? null,
    }
  })
}

// By the database's clock, as everywhere: a previous secret that has expired is retired.
const counts = sql`${endpointSecrets.status} <> 'retired'
  and (${endpointSecrets.expiresAt} is null or ${endpointSecrets.expiresAt} > now())`

/** An endpoint as `listEndpoints` answers it. Throws `not_found`. */
export async function getEndpoint(db: Db, workspaceId: string, id: string) {
  const [endpoint] = await listEndpoints(db, workspaceId, id)
  if (!endpoint) throw noSuchEndpoint()
  return endpoint
}

/** Adds an endpoint without a secret; to be called in a transaction. Throws `conflict` when another one has its name. */
export async function addEndpoint(
  db: Db,
  endpoint: { id: string; workspaceId: string; publicId: string; name: string; createdAt: Date },
): Promise<void> {
  await refuseTakenName(db, endpoint)
  await db.insert(endpoints).values(endpoint)
}

/** Holds the workspace, so that of two who give the same name at once the second is refused. */
async function refuseTakenName(
  db: Db,
  { id, workspaceId, name }: { id: string; workspaceId: string; name: string },
): Promise<void> {
  await lockWorkspace(db, workspaceId)
  const others = await db
    .select({ name: endpoints.name })
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), ne(endpoints.id, id)))
  if (others.some((other) => nameKey(other.name) === nameKey(name))) {
    throw new DomainError('conflict', 'There is an account with this name.')
  }
}

/**
 * Changes the name of an endpoint or whether it is on; to be called in a transaction. Throws `not_found`, and `conflict` when another
 * one has that name.
 */
export async function changeEndpoint(
  db: Db,
  workspaceId: string,
  id: string,
  changes: { name?: string | undefined; mode?: EndpointMode | undefined },
): Promise<void> {
  const { name } = changes
  if (name !== undefined) await refuseTakenName(db, { id, workspaceId, name })
  const rows = await db
    .update(endpoints)
    // So that a change of nothing is a valid statement.
    .set({ ...changes, id })
    .where(and(eq(endpoints.workspaceId, workspaceId), eq(endpoints.id, id)))
    .returning({ id: endpoints.id })
  if (rows.length === 0) throw noSuchEndpoint()
}

/** What an endpoint received lately, as its status is made of. */
export type EndpointActivity = {
  lastDelivery: LastDelivery | null
  lastPingAt: Date | null
  /** Of those with a cause that says that a Cal.com account and we disagree; the cause is the one to tell. */
  lastRejection: { receivedAt: Date; cause: TellingCause } | null
  /** When the current secret last verified a delivery. */
  secretLastUsedAt: Date | null
}

type TellingCause = (typeof tellingCauses)[number]

/** The last telling refusal of an endpoint; what was found out before `since` does not explain it. */
async function findLastRejection(
  db: Db,
  place: EndpointPlace,
  since: Date,
): Promise<EndpointActivity['lastRejection']> {
  const [last] = await db
    .select({ receivedAt: rejections.receivedAt })
    .from(rejections)
    .where(
      and(
        eq(rejections.workspaceId, place.workspaceId),
        eq(rejections.endpointId, place.endpointId),
        inArray(rejections.cause, [...tellingCauses]),
      ),
    )
    .orderBy(desc(rejections.id))
    .limit(1)
  if (!last) return null
  const { receivedAt } = last
  const explaining = Math.max(receivedAt.getTime() - sameCauseMs, since.getTime())
  // Also where it came before `since` itself.
  const from = new Date(Math.min(explaining, receivedAt.getTime()) - 1)
  const told = causeToTell(await listRefused(db, place, from))
  const cause = tellingCauses.find((one) => one === told)
  return cause ? { receivedAt, cause } : null
}

/** Reads what an endpoint received last; `secret` is its current one. */
export async function readActivity(
  db: Db,
  workspaceId: string,
  endpointId: string,
  secret: { version: number; setAt: Date } | null,
): Promise<EndpointActivity> {
  const place = { workspaceId, endpointId }
  const lastDelivery = await findLastDelivery(db, place)
  const since = Math.max(secret?.setAt.getTime() ?? 0, lastDelivery?.at.getTime() ?? 0)
  return {
    lastDelivery,
    lastPingAt: (await findLastDelivery(db, place, eq(deliveries.outcome, 'ping')))?.at ?? null,
    lastRejection: await findLastRejection(db, place, new Date(since)),
    secretLastUsedAt: secret && (await findLastUse(db, place, secret)),
  }
}

/** The refusal of an id that is no endpoint of the workspace. */
export function noSuchEndpoint(): DomainError {
  return new DomainError('not_found', 'There is no such endpoint.')
}
