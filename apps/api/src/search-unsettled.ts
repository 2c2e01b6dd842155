import type { Outcome } from '@solar-capture/core/delivery'
import { bodyNames, toSought } from '@solar-capture/core/search-body'
import type { DeliveryCount, DeliveryPage } from '@solar-capture/db/deliveries'
import { listStoredDeliveries } from '@solar-capture/db/deliveries-again'
import { listUnsettled, type Unsettled } from '@solar-capture/db/deliveries-unsettled'
import type { DeliveryFilter } from '@solar-capture/db/delivery-filter'

import type { Deps } from './deps.ts'
import { DecryptionError } from './encryption.ts'
import { countOfGroup, deliveryGroup } from './group-size.ts'

/** How many bodies are opened for one answer, and how large they are together, in bytes. */
const mostOpened = 500
const mostBytes = 8 * 1024 * 1024

const sizeOf = ({ size }: Unsettled) => size

type SearchDeps = Pick<Deps, 'db' | 'encryption'>
type Found = { found: { id: string; outcome: Outcome }[]; edge: string | null }

/**
 * The deliveries of which nothing was applied that name what is searched for: by their trigger event, or in their bodies, which
 * are opened for that, so that only so many are looked at: `edge` is then the id down to which these are all, and the search goes
 * on below it. The latest first, at most `limit`. Nothing without a search.
 */
export async function searchUnsettled(
  deps: SearchDeps,
  workspaceId: string,
  { filter, after, limit }: DeliveryPage,
): Promise<Found> {
  const { search, searchesPeople = false } = filter
  if (search === undefined) return { found: [], edge: null }
  const page = { filter, after, limit: mostOpened }
  const { items, edge } = await listUnsettled(deps.db, workspaceId, page)
  const looked = items.slice(
    0,
    countOfGroup(items, { mostItems: mostOpened, mostSize: mostBytes, sizeOf }),
  )
  const isCut = looked.length < items.length
  const sought = toSought(search, searchesPeople)
  const trigger = search.toUpperCase()
  const found: Found['found'] = []
  for (let rest = looked; rest.length > 0 && found.length < limit;) {
    const group = rest.slice(0, countOfGroup(rest, { ...deliveryGroup, sizeOf }))
    const bodies = await openBodies(deps, workspaceId, group)
    for (const { id, outcome, triggerEvent } of group) {
      const names = triggerEvent === trigger || bodyNames(bodies.get(id) ?? '', sought)
      if (names) found.push({ id, outcome })
    }
    rest = rest.slice(group.length)
  }
  return { found: found.slice(0, limit), edge: isCut ? (looked.at(-1)?.id ?? edge) : edge }
}

/** How many of each outcome `searchUnsettled` finds among those that it looks at. */
export async function countUnsettled(
  deps: SearchDeps,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<DeliveryCount[]> {
  const page = { filter: { ...filter, outcomes: undefined }, after: null, limit: mostOpened }
  const { found, edge } = await searchUnsettled(deps, workspaceId, page)
  return [...Map.groupBy(found, ({ outcome }) => outcome)].map(([outcome, all]) => ({
    ...{ outcome, count: all.length, isAtLeast: edge !== null },
  }))
}

/** Counts of several kinds as one for each outcome. */
export function sumByOutcome(counts: DeliveryCount[]): DeliveryCount[] {
  return [...Map.groupBy(counts, ({ outcome }) => outcome)].map(([outcome, all]) => ({
    outcome,
    count: all.reduce((sum, { count }) => sum + count, 0),
    isAtLeast: all.some(({ isAtLeast }) => isAtLeast),
  }))
}

/** The bodies of deliveries as text, by id; one that does not open is left out. */
async function openBodies(
  { db, encryption }: SearchDeps,
  workspaceId: string,
  group: Unsettled[],
): Promise<Map<string, string>> {
  const ids = group.map(({ id }) => id)
  const bodies = new Map<string, string>()
  for (const { delivery, bodyKey } of await listStoredDeliveries(db, workspaceId, ids)) {
    const place = { workspaceId, deliveryId: delivery.id }
    try {
      const bytes = encryption.openBody(delivery.body, place, bodyKey)
      bodies.set(delivery.id, Buffer.from(bytes).toString())
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error
    }
  }
  return bodies
}
