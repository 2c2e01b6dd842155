import { sql, type SQL } from 'drizzle-orm'

import { normaliseEmail, normalisePhone } from '@solar-capture/core/contact'
import type { Outcome } from '@solar-capture/core/delivery'

import { selectHolding } from './lead-filter.ts'
import { firstIdAt } from './new-id.ts'

/** Which deliveries are wanted: those that match all that is given. */
export type DeliveryFilter = {
  outcomes?: readonly Outcome[] | undefined
  triggerEvent?: string | undefined
  endpointId?: string | undefined
  search?: string | undefined
  /** Whether a search may look at who booked and at leads; else it looks at uids only. */
  searchesPeople?: boolean
  /** Received at that time or later. */
  from?: Date | undefined
  /** Received before that time. */
  to?: Date | undefined
}

/** How many rows are looked at, of each outcome, for a part of the filter that no index answers. */
export const mostScanned = 5_000

const mostLeads = 100
const mostUids = 2_000
/** Of how many bodies a search finds the deliveries. */
export const mostFound = 5_000

/** Whether the rows that an index finds have to be looked at one by one. */
export function needsScan({ outcomes, triggerEvent, endpointId, search }: DeliveryFilter): boolean {
  if (search !== undefined) return false
  return triggerEvent !== undefined || (endpointId !== undefined && outcomes !== undefined)
}

/**
 * Selects, as `id` and `outcome`, deliveries of the filter with ids below `after`, by an index: of each outcome, or of all
 * together, the latest `most`, and as `fits` whether the rest of the filter takes them, too. Few are looked at, however many there
 * are: who is searched for is found as contact, booking and lead, and then what these brought.
 */
export function selectCandidates(
  workspaceId: string,
  filter: DeliveryFilter,
  { after, most }: { after: string | null; most: number },
): SQL {
  const { outcomes, endpointId, triggerEvent, search } = filter
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const range = sql`${own}${within(filter, after)}`
  const ofEndpoint = endpointId === undefined ? sql`true` : sql`endpoint_id = ${endpointId}::uuid`
  const ofTrigger =
    triggerEvent === undefined ? sql`true` : sql`trigger_event = ${triggerEvent}::text`
  const fits = sql`(${ofEndpoint} and coalesce(${ofTrigger}, false)) as fits`
  const wanted = sql`unnest(array[${sql.join(
    (outcomes ?? []).map((outcome) => sql`${outcome}::delivery_outcome`),
    sql`, `,
  )}]::delivery_outcome[])`
  if (search !== undefined) {
    const ofOutcome = outcomes === undefined ? sql`` : sql` and outcome in (select ${wanted})`
    return sql`
      select id, outcome, fits from (${selectBodies(workspaceId, search, filter)}) as body cross join lateral (
        select id, outcome, ${fits} from deliveries where ${range} and fingerprint = body.fingerprint offset 0
      ) as delivery where true${ofOutcome}`
  }
  if (outcomes !== undefined) {
    return sql`
      select delivery.* from ${wanted} as one(outcome) cross join lateral (
        select id, outcome, ${fits} from deliveries where ${range} and outcome = one.outcome
        order by id desc limit ${most}
      ) as delivery`
  }
  const by = endpointId === undefined ? sql`` : sql` and ${ofEndpoint}`
  return sql`
    select id, outcome, ${fits} from deliveries where ${range}${by} order by id desc limit ${most}`
}

/** The bounds of a filter's times as those of ids, which begin with when they were made. */
function within({ from, to }: DeliveryFilter, after: string | null): SQL {
  const bounds = [
    from && sql` and id >= ${firstIdAt(from)}::uuid`,
    to && sql` and id < ${firstIdAt(to)}::uuid`,
    after === null ? undefined : sql` and id < ${after}::uuid`,
  ]
  return sql.join(
    bounds.filter((bound) => bound !== undefined),
    sql``,
  )
}

/** Selects the fingerprints of bodies about a booking that the search names: by its uid, who booked, or its lead. */
function selectBodies(
  workspaceId: string,
  search: string,
  { searchesPeople = false }: DeliveryFilter,
): SQL {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const uids = searchesPeople
    ? sql`select ${search}::text union ${selectUids(workspaceId, search)}`
    : sql`select ${search}::text`
  return sql`
    with named(uid) as materialized (${uids})
    select fingerprint from named cross join lateral (
      (select fingerprint from booking_events where ${own} and uid = named.uid offset 0)
      union
      (select fingerprint from booking_events where ${own} and reschedule_uid = named.uid offset 0)
    ) as told group by fingerprint limit ${mostFound}`
}

/** Selects uids of bookings whose booker has that email or phone, or whose lead has that email, phone or name. */
function selectUids(workspaceId: string, search: string): SQL {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const email = sql`${normaliseEmail(search)}::text`
  const phone = sql`${normalisePhone(search)}::text`
  // Deliveries are too many for what every other lead has.
  const holding = search.length < 3 ? undefined : selectHolding(workspaceId, { search })
  const byFragment = holding ? sql`union (${holding} limit ${mostLeads})` : sql``
  return sql`
    (select uid from booking_contacts where ${own} and contact in (${email}, ${phone}) limit ${mostUids})
    union (
      select booking_uids.uid from (
        select id from leads where ${own} and email = ${email}
        union select lead_id from lead_aliases where ${own} and email = ${email}
        union (select id from leads where ${own} and phone = ${phone} limit ${mostLeads})
        ${byFragment}
      ) as lead cross join lateral (
        select id from bookings where ${own} and lead_id = lead.id offset 0
      ) as booking cross join lateral (
        select uid from booking_uids where ${own} and booking_id = booking.id offset 0
      ) as booking_uids limit ${mostUids}
    )`
}
