import type { Outcome } from '@solar-capture/core/delivery'

import { contactsOf, type Arrival } from './arrival.ts'
import { readReachWith } from './closure.ts'
import type { Pool } from './connect.ts'
import { toHex } from './hex.ts'
import type { Plan } from './plan.ts'
import { rowsOfPlan, writeRarely } from './projection-writes.ts'
import { keysIn, refuseMoved, untilHeld } from './projection.ts'
import { lockReach, type Seeds } from './reach.ts'
import { toReceived, withReceived } from './received-before.ts'
import { rowsOfReceived, writeAgain } from './receiving-writes.ts'
import { settleArrivals, type Decision } from './settle-arrivals.ts'
import { transact, type Run } from './statement.ts'
import { writeRows } from './write-rows.ts'

export type Receipt =
  | { kind: 'recorded'; id: string; outcome: Outcome }
  /** The secret that verified it stopped counting, or its endpoint was turned off: nothing was kept. */
  | { kind: 'secret_revoked' }

/** What became of a batch: a receipt for each arrival, in their order, and the leads that changed. */
export type Received = { receipts: Receipt[]; changedLeadIds: string[] }

/**
 * Records deliveries of one workspace together with all that follows from them, in one transaction with the
 * same number of statements however many there are. A body that its endpoint had before only counts up the
 * first one's duplicates, unless that failed.
 */
export async function receive(
  pool: Pool,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Received> {
  return untilHeld(seedsOf(arrivals), (seeds) =>
    transact(pool, async (run) => {
      const { decision, now } = await decide(run, workspaceId, arrivals, seeds)
      const { plan, settled, news } = decision
      const rows = { ...rowsOfReceived(settled, news), ...(plan ? rowsOfPlan(plan) : {}) }
      return {
        result: { receipts: decision.receipts, changedLeadIds: changedLeads(plan) },
        last: [
          ...writeAgain(workspaceId, settled),
          ...(plan ? writeRarely(workspaceId, plan) : []),
          writeRows({ workspaceId, now }, rows),
        ],
      }
    }),
  )
}

/** What `receive` would do with deliveries; nothing is written. */
export async function planReceiving(
  pool: Pool,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Decision> {
  return untilHeld(seedsOf(arrivals), (seeds) =>
    transact(pool, async (run) => {
      const { decision } = await decide(run, workspaceId, arrivals, seeds)
      return { result: decision, last: [] }
    }),
  )
}

async function decide(run: Run, workspaceId: string, arrivals: Arrival[], seeds: Seeds) {
  const now = new Date(Math.max(...arrivals.map(({ at }) => at.getTime())))
  // Sent together: the second waits on the server until the first has its locks, and sees what was committed then.
  const [locked, { closure: before, row }] = await Promise.all([
    run(lockReach(workspaceId, seeds)),
    readReachWith(run, workspaceId, seeds, withReceived(arrivals)),
  ])
  refuseMoved(before, keysIn(locked))
  return {
    decision: settleArrivals({ workspaceId, now }, arrivals, before, toReceived(row)),
    now,
  }
}

function changedLeads(plan: Plan | null): string[] {
  if (!plan) return []
  const { leads, made } = plan
  return [
    ...leads.changed.map(({ id }) => id),
    ...made.changed.map(({ id }) => id),
    ...made.goneIds,
  ]
}

function seedsOf(arrivals: Arrival[]): Seeds {
  const events = arrivals.map(({ event }) => event).filter((event) => event !== null)
  const present = (values: (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ]
  return {
    uids: present(events.flatMap(({ uid, rescheduleUid }) => [uid, rescheduleUid])),
    contacts: present(events.flatMap(contactsOf)),
    leadIds: present(events.map(({ leadId }) => leadId)),
    bodies: present(arrivals.map(({ delivery }) => toHex(delivery.fingerprint))),
  }
}
