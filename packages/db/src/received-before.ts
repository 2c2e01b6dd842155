import { sql } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import type { Arrival } from './arrival.ts'
import { toHex } from './hex.ts'
import type { Statement, Template } from './statement.ts'

/** A delivery that brought one of the bodies before. */
export type KnownDelivery = { id: string; outcome: Outcome }

/**
 * Reads with one statement, whose only row `toReceived` takes, which of the arrivals' bodies their endpoints
 * had before, which of the workspace's endpoints are paused, and which of its signing secrets count now, by the
 * database's clock.
 */
export function readReceived(workspaceId: string, arrivals: Arrival[]): Statement {
  const bodies = arrivals.map(({ delivery: { fingerprint } }) => ({
    body: `\\x${toHex(fingerprint)}`,
  }))
  const values = { workspaceId, bodies: JSON.stringify(bodies) }
  return { template: read, values }
}

const read: Template = (param) => sql`
    select (
      select coalesce(json_agg(found), '[]') from
        json_to_recordset(${param('bodies')}::text::json) as arrived(body bytea) cross join lateral (
          select endpoint_id || '/' || encode(fingerprint, 'hex') as body, id, outcome from deliveries
          where workspace_id = ${param('workspaceId')}::uuid and fingerprint = arrived.body offset 0
        ) as found
    ) as known, (
      select coalesce(json_agg(endpoint_id || '/' || version), '[]') from endpoints, endpoint_secrets
      where workspace_id = ${param('workspaceId')}::uuid and endpoint_id = endpoints.id and mode <> 'disabled'
        and status <> 'retired' and (expires_at is null or expires_at > now())
    ) as secrets, (
      select coalesce(json_agg(id), '[]') from endpoints
      where workspace_id = ${param('workspaceId')}::uuid and mode = 'paused'
    ) as paused`

/** What is known of arrivals beforehand; bodies and secrets by endpoint and body or version. */
export type ReceivedBefore = {
  known: ReadonlyMap<string, KnownDelivery>
  activeSecrets: ReadonlySet<string>
  pausedEndpoints: ReadonlySet<string>
}

/** What `readReceived` read. */
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
