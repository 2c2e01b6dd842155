import type { Stage } from '@solar-capture/core/pipeline'
import { project, type Projection } from '@solar-capture/core/project'

import type { Db } from './connect.ts'
import { listStageRules, listStages } from './pipeline.ts'
import { writeBookings } from './projection-bookings.ts'
import { loadClosure, type Closure, type Seeds } from './projection-closure.ts'
import { writeLeads } from './projection-leads.ts'
import { LockConflict, lockKey, lockKeys, tryLockKeys } from './projection-locks.ts'

/** What a projection found before, derived, and wrote. */
export type Projected = Projection & {
  before: Closure
  /** The id of each derived booking, in the order of `bookings`. */
  bookingIds: string[]
  stages: Stage[]
  /** Leads of which anything changed. */
  changedLeadIds: string[]
}

const mostAttempts = 50

/**
 * Writes something that bookings or leads follow from (`write`, which tells where to start from) and brings
 * everything that follows up to date, in one transaction. `lock` names what is known beforehand; `write`
 * runs again from scratch when other transactions are in the way, so it must have no other effect.
 * `finish` runs in the same transaction, after the projection. Times are those of `now`.
 */
export async function withProjection<Written, Result>(
  db: Db,
  options: {
    workspaceId: string
    now: Date
    lock: Seeds
    write: (tx: Db) => Promise<Written>
    seeds: (written: Written) => Seeds | null
    finish: (tx: Db, written: Written, projected: Projected | null) => Promise<Result>
  },
): Promise<Result> {
  const { workspaceId, now, write, seeds, finish } = options
  const keys = new Set(keysOf(options.lock))
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await lockKeys(tx, workspaceId, keys)
        const written = await write(tx)
        const from = seeds(written)
        const projected = from && (await reproject(tx, { workspaceId, now, seeds: from, keys }))
        return finish(tx, written, projected)
      })
    } catch (error) {
      if (!(error instanceof LockConflict) || attempt === mostAttempts) throw error
      for (const key of error.keys) keys.add(key)
    }
  }
}

async function reproject(
  tx: Db,
  {
    workspaceId,
    now,
    seeds,
    keys,
  }: { workspaceId: string; now: Date; seeds: Seeds; keys: ReadonlySet<string> },
): Promise<Projected> {
  const [stages, rules] = [await listStages(tx, workspaceId), await listStageRules(tx, workspaceId)]
  const before = await loadLocked(tx, workspaceId, seeds, keys)
  const projection = project({
    events: before.events,
    leads: before.leads.map((lead) => ({
      id: lead.id,
      email: lead.email,
      aliases: lead.aliases,
      phone: lead.phone,
      base: {
        stageId: lead.baseStageId,
        setBy: 'user' as const,
        seen: lead.baseSeen,
        pinned: lead.pinned,
      },
    })),
    decisions: before.decisions,
    stages,
    rules,
  })
  const bookingIds = await writeBookings(tx, workspaceId, before, projection.bookings)
  const changedLeadIds = await writeLeads(tx, { workspaceId, now, before, after: projection })
  return { ...projection, before, stages, bookingIds, changedLeadIds }
}

// What was read before its lock was held may be old: so it is read again after each new lock.
async function loadLocked(
  tx: Db,
  workspaceId: string,
  seeds: Seeds,
  held: ReadonlySet<string>,
): Promise<Closure> {
  const locked = new Set(held)
  for (;;) {
    const closure = await loadClosure(tx, workspaceId, seeds)
    const missing = [...closure.keys].filter((key) => !locked.has(key))
    if (missing.length === 0) return closure
    if (!(await tryLockKeys(tx, workspaceId, missing))) throw new LockConflict(missing)
    for (const key of missing) locked.add(key)
  }
}

function keysOf({ uids = [], contacts = [], leadIds = [] }: Seeds): string[] {
  return [
    ...uids.map(lockKey.uid),
    ...contacts.map((one) => (one.includes('@') ? lockKey.email(one) : lockKey.phone(one))),
    ...leadIds.map(lockKey.lead),
  ]
}
