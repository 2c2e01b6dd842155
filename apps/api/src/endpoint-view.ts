import { z } from 'zod'

import { outcomes } from '@solar-capture/core/delivery'
import {
  endpointModes,
  endpointStatus,
  endpointStatuses,
} from '@solar-capture/core/endpoint-status'
import { rejectionCauses } from '@solar-capture/core/signature'
import { rejectionTexts } from '@solar-capture/core/word-outcome'
import { countOutcomes, readActivity, type listEndpoints } from '@solar-capture/db/endpoints'

import type { Deps } from './deps.ts'
import { instant, toInstant } from './routers/shapes.ts'

export const endpointShape = z.strictObject({
  id: z.uuid(),
  publicId: z.string(),
  name: z.string(),
  /** What to paste as the subscriber URL in Cal.com. */
  url: z.url(),
  mode: z.enum(endpointModes),
  status: z.enum(endpointStatuses),
  secret: z
    .strictObject({
      set: z.literal(true),
      fingerprint: z.string(),
      length: z.int(),
      setAt: instant,
      setBy: z.string().nullable(),
      lastUsedAt: instant.nullable(),
    })
    .nullable(),
  previousSecret: z.strictObject({ expiresAt: instant }).nullable(),
  lastDeliveryAt: instant.nullable(),
})

export const endpointStatusShape = z.strictObject({
  status: z.enum(endpointStatuses),
  lastDelivery: z
    .strictObject({ at: instant, outcome: z.enum(outcomes), triggerEvent: z.string().nullable() })
    .nullable(),
  lastPingAt: instant.nullable(),
  lastRejection: z
    .strictObject({ at: instant, cause: z.enum(rejectionCauses), text: z.string() })
    .nullable(),
  /** Of the last 24 hours; refused requests by whole hours. */
  last24h: z.strictObject({
    applied: z.int(),
    unmatched: z.int(),
    rejected: z.int(),
    other: z.int(),
  }),
})

type Listed = Awaited<ReturnType<typeof listEndpoints>>[number]

/** An endpoint as tools see it. The address comes from the configuration, never from a request. */
export async function viewEndpoint(
  deps: Deps,
  workspaceId: string,
  endpoint: Listed,
): Promise<z.output<typeof endpointShape>> {
  const { id, publicId, name, mode, secret } = endpoint
  const { status, activity } = await statusOf(deps, workspaceId, endpoint)
  return {
    id,
    publicId,
    name,
    url: new URL(`/webhooks/calcom/${publicId}`, deps.publicUrl).href,
    mode,
    status,
    secret: secret && {
      set: true,
      fingerprint: secret.fingerprint,
      length: secret.length,
      setAt: toInstant(secret.setAt),
      setBy: secret.setBy,
      lastUsedAt: toInstant(activity.secretLastUsedAt),
    },
    previousSecret: null,
    lastDeliveryAt: toInstant(activity.lastDelivery?.at ?? null),
  }
}

/** How an endpoint does, and what it received last. */
export async function viewStatus(
  deps: Deps,
  workspaceId: string,
  endpoint: Listed,
): Promise<z.output<typeof endpointStatusShape>> {
  const { status, activity } = await statusOf(deps, workspaceId, endpoint)
  const since = new Date(deps.now().getTime() - 24 * 60 * 60 * 1000)
  const counts = await countOutcomes(deps.db, workspaceId, endpoint.id, since)
  const { applied = 0, unmatched = 0, rejected = 0, ...others } = counts
  const { lastDelivery, lastRejection, lastPingAt } = activity
  return {
    status,
    lastDelivery: lastDelivery && { ...lastDelivery, at: toInstant(lastDelivery.at) },
    lastPingAt: toInstant(lastPingAt),
    lastRejection: lastRejection && {
      at: toInstant(lastRejection.receivedAt),
      cause: lastRejection.cause,
      text: rejectionTexts[lastRejection.cause],
    },
    last24h: {
      applied,
      unmatched,
      rejected,
      other: Object.values(others).reduce((sum, count) => sum + count, 0),
    },
  }
}

async function statusOf(deps: Deps, workspaceId: string, { id, mode, secret }: Listed) {
  const activity = await readActivity(deps.db, workspaceId, id, secret)
  const { lastDelivery, lastRejection } = activity
  const status = endpointStatus({
    mode,
    secretSetAt: toInstant(secret?.setAt ?? null),
    lastDeliveryAt: toInstant(lastDelivery?.at ?? null),
    lastRejection: lastRejection && {
      at: toInstant(lastRejection.receivedAt),
      cause: lastRejection.cause,
    },
    now: toInstant(deps.now()),
  })
  return { status, activity }
}
