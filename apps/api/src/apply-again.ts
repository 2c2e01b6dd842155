import type { Outcome } from '@solar-capture/core/delivery'
import { nextTryAt } from '@solar-capture/core/next-try'
import { parseDelivery } from '@solar-capture/core/parse-delivery'
import type { Arrival } from '@solar-capture/db/arrival'
import {
  listStoredDeliveries,
  type DeliveryOutline,
  type StoredDelivery,
} from '@solar-capture/db/deliveries-again'
import { receive } from '@solar-capture/db/receiving'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { causeOf, eventOf, outcomeBefore } from './arrival.ts'
import type { Deps } from './deps.ts'
import { failureOf } from './failure.ts'
import { countOfGroup, deliveryGroup } from './group-size.ts'
import { publishReceived } from './publish-received.ts'

export type AgainDeps = Pick<Deps, 'db' | 'encryption' | 'changes' | 'reportError' | 'now'>

const groupSize = { ...deliveryGroup, sizeOf: ({ size }: DeliveryOutline) => size }

/** A stored delivery as it would arrive now: read anew from its exact bytes, and never held again. */
export function toArrivalAgain(
  { encryption, now }: Pick<AgainDeps, 'encryption' | 'now'>,
  { delivery, bodyKey }: StoredDelivery,
): Arrival {
  const { workspaceId, id, body } = delivery
  const parsed = parseDelivery(encryption.openBody(body, { workspaceId, deliveryId: id }, bodyKey))
  const { event, isForged } = eventOf(encryption, workspaceId, parsed)
  const isTimeless = parsed.kind === 'booking' && event === null
  return {
    delivery: {
      ...delivery,
      outcome: outcomeBefore(parsed, isTimeless),
      heldReason: isTimeless ? 'no_time' : null,
      cause: causeOf(parsed, isForged),
    },
    event,
    isAgain: true,
    at: now(),
    elapsedMs: () => delivery.durationMs,
  }
}

/**
 * Applies deliveries of one workspace again, in the order of their arrival: in groups, as they would arrive together, or,
 * when that fails, one by one. Only the bodies of one group are in memory at a time. Answers what became of each, by id.
 * One that fails is kept as failed and tried again later. Rejects when the database is not available.
 */
export async function applyAgain(
  deps: AgainDeps,
  workspaceId: string,
  outlines: DeliveryOutline[],
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  for (let rest = outlines; rest.length > 0;) {
    const count = countOfGroup(rest, groupSize)
    const ids = rest.slice(0, count).map(({ id }) => id)
    const group = await listStoredDeliveries(deps.db, workspaceId, ids)
    for (const [id, outcome] of await applyGroup(deps, workspaceId, group)) {
      outcomes.set(id, outcome)
    }
    rest = rest.slice(count)
  }
  return outcomes
}

async function applyGroup(
  deps: AgainDeps,
  workspaceId: string,
  group: StoredDelivery[],
): Promise<[string, Outcome][]> {
  try {
    const arrivals = group.map((one) => toArrivalAgain(deps, one))
    const received = await receive(deps.db, workspaceId, arrivals)
    publishReceived(deps.changes, workspaceId, received)
    return received.receipts.flatMap((one) =>
      one.kind === 'recorded' ? [[one.id, one.outcome] as [string, Outcome]] : [],
    )
  } catch (error) {
    if (isUnavailable(error)) throw error
    const [one, ...others] = group
    if (!one) return []
    if (others.length === 0) return [await keepAsFailed(deps, one, error)]
    const outcomes: [string, Outcome][] = []
    for (const one of group) outcomes.push(...(await applyGroup(deps, workspaceId, [one])))
    return outcomes
  }
}

async function keepAsFailed(
  deps: AgainDeps,
  { delivery }: StoredDelivery,
  error: unknown,
): Promise<[string, Outcome]> {
  const { id, workspaceId } = delivery
  deps.reportError(error, `Delivery ${id} could not be applied again`)
  const at = deps.now()
  const attempts = delivery.outcome === 'failed' ? delivery.attempts + 1 : 1
  const failed = failureOf(
    { delivery, event: null, isAgain: true, at, elapsedMs: () => delivery.durationMs },
    error,
    { attempts, retryAt: nextTryAt(attempts, at) },
  )
  publishReceived(deps.changes, workspaceId, await receive(deps.db, workspaceId, [failed]))
  return [id, 'failed']
}
