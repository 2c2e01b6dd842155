import { z } from 'zod'

import { outcomes } from '@solar-capture/core/delivery'
import {
  endpointModes,
  endpointStatus,
  endpointStatuses,
} from '@solar-capture/core/endpoint-status'
import { guideTriggers } from '@solar-capture/core/guide-triggers'
import { rejectionCauses } from '@solar-capture/core/signature'
import { rejectionTexts } from '@solar-capture/core/word-outcome'
import { countLastDay, findLastTriggers } from '@solar-capture/db/endpoint-hours'
import { readWatch } from '@solar-capture/db/endpoint-watches'
import { readActivity, type listEndpoints } from '@solar-capture/db/endpoints'
import type { EndpointPlace } from '@solar-capture/db/last-delivery'
import { countLastBySecret, findLastUse, listSecrets } from '@solar-capture/db/secret-use'

import type { Deps } from './deps.ts'
import { isReadable } from './known-secrets.ts'
import { findOverdue } from './overdue.ts'
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
      /** Whether it can be decrypted with the keys that this server has; while not, deliveries are answered 503. */
      isReadable: z.boolean(),
    })
    .nullable(),
  /** The secret before, while it still counts. */
  previousSecret: z
    .strictObject({
      fingerprint: z.string(),
      setAt: instant,
      lastUsedAt: instant.nullable(),
      expiresAt: instant,
    })
    .nullable(),
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
  /** The last 24 hours up to the one that it is now, the oldest first. */
  hours: z.array(
    z.strictObject({ hour: instant, applied: z.int(), rejected: z.int(), other: z.int() }),
  ),
  /** When each of the triggers that the guide asks for came last, and last was applied, among the last thousand deliveries. */
  triggers: z.array(
    z.strictObject({
      triggerEvent: z.string(),
      lastAt: instant.nullable(),
      lastAppliedAt: instant.nullable(),
    }),
  ),
  /** How many of the last five deliveries the current and how many the previous secret verified. */
  lastFive: z.strictObject({ current: z.int(), previous: z.int() }),
})

type Listed = Awaited<ReturnType<typeof listEndpoints>>[number]

/** An endpoint as tools see it. The address comes from the configuration, never from a request. */
export async function viewEndpoint(
  deps: Deps,
  workspaceId: string,
  endpoint: Listed,
): Promise<z.output<typeof endpointShape>> {
  const { id, publicId, name, mode, secret } = endpoint
  const { status, activity, canBeRead, previousUsedAt } = await statusOf(
    deps,
    workspaceId,
    endpoint,
  )
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
      isReadable: canBeRead,
    },
    previousSecret: viewPrevious(endpoint, previousUsedAt),
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
  const place = { workspaceId, endpointId: endpoint.id }
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
    ...(await recentOf(deps, place)),
    lastFive: await countLastBySecret(deps.db, place, endpoint),
  }
}

async function recentOf(deps: Deps, place: EndpointPlace) {
  const { total, hours } = await countLastDay(deps.db, place, deps.now())
  const seen = await findLastTriggers(deps.db, place)
  return {
    last24h: total,
    hours: hours.map(({ hour, ...counts }) => ({ hour: toInstant(hour), ...counts })),
    triggers: guideTriggers.map((triggerEvent) => ({
      triggerEvent,
      lastAt: toInstant(seen.get(triggerEvent)?.at ?? null),
      lastAppliedAt: toInstant(seen.get(triggerEvent)?.appliedAt ?? null),
    })),
  }
}

function viewPrevious({ previous }: Listed, lastUsedAt: Date | null) {
  if (previous?.expiresAt == null) return null
  return {
    fingerprint: previous.fingerprint,
    setAt: toInstant(previous.setAt),
    lastUsedAt: toInstant(lastUsedAt),
    expiresAt: toInstant(previous.expiresAt),
  }
}

async function statusOf(deps: Deps, workspaceId: string, endpoint: Listed) {
  const { id, mode, secret, previous } = endpoint
  const activity = await readActivity(deps.db, workspaceId, id, secret)
  const { lastDelivery, lastRejection } = activity
  const place = { workspaceId, endpointId: id }
  const watch = await readWatch(deps.db, place)
  const secretSetAt = secret?.setAt ?? null
  const lastAt = lastDelivery?.at ?? null
  const canBeRead = isReadable(deps, id, await listSecrets(deps.db, id))
  const previousUsedAt = previous && (await findLastUse(deps.db, place, previous))
  const status = endpointStatus({
    mode,
    secretSetAt: toInstant(secretSetAt),
    isReadable: canBeRead,
    isUsed: activity.secretLastUsedAt !== null || previousUsedAt !== null,
    lastDeliveryAt: toInstant(lastAt),
    lastRejection: lastRejection && {
      at: toInstant(lastRejection.receivedAt),
      cause: lastRejection.cause,
    },
    overdueAt: toInstant(await findOverdue(deps.db, place, watch, { secretSetAt, lastAt })),
    now: toInstant(deps.now()),
  })
  return { status, activity, canBeRead, previousUsedAt }
}
