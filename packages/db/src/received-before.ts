import { sql } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import type { Arrival } from './arrival.ts'
import { reach } from './closure.ts'
import { toHex } from './hex.ts'
import { toArray } from './reach.ts'
import type { Template } from './statement.ts'

/** A delivery that brought one of the bodies before. */
export type KnownDelivery = { id: string; outcome: Outcome }

/**
 * Reads along with what seeds reach, in columns that `toReceived` takes, which of the arrivals' bodies their endpoints
 * had before, which of the workspace's endpoints are paused, and which of its signing secrets count now, by the
 * database's clock.
 */
export function withReceived(arrivals: Arrival[]) {
  const bodies = arrivals.map(({ delivery }) => `\\x${toHex(delivery.fingerprint)}`)
  return { template: reachAndReceived, values: { bodies: toArray(bodies) } }
}

const reachAndReceived: Template = (param) => {
  const own = sql`workspace_id = ${param('workspaceId')}::uuid`
  return sql`${reach(param)}, (
      select coalesce(json_agg(found), '[]') from (
        select endpoint_id || '/' || encode(fingerprint, 'hex') as body, id, outcome from deliveries
        where ${own} and fingerprint = any(${param('bodies')}::bytea[])
      ) as found
    ) as known, (
      select coalesce(json_agg(endpoint_id || '/' || version), '[]') from endpoints, endpoint_secrets
      where ${own} and endpoint_id = endpoints.id and mode <> 'disabled'
        and status <> 'retired' and (expires_at is null or expires_at > now())
    ) as secrets, (
      select coalesce(json_agg(id), '[]') from endpoints where ${own} and mode = 'paused'
    ) as paused`
}

/** What is known of arrivals beforehand; bodies and secrets by endpoint and body or version. */
export type ReceivedBefore = {
  known: ReadonlyMap<string, KnownDelivery>
  activeSecrets: ReadonlySet<string>
  pausedEndpoints: ReadonlySet<string>
}

/** What was read with `withReceived`. */
export function toReceived(row: Record<string, unknown> | undefined): ReceivedBefore {
  // The statement makes them in this shape.
  const known = (row?.['known'] ?? []) as ({ body: string } & KnownDelivery)[]
  const secrets = (row?.['secrets'] ?? []) as string[]
  const paused = (row?.['paused'] ?? []) as string[]
  return {
    pausedEndpoints: new Set(paused),
    known: new Map(known.map((delivery) => [delivery.body, delivery])),
    activeSecrets: new Set(secrets),
  }
}
