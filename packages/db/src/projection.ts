import { readReach, type Closure } from './closure.ts'
import type { Db } from './connect.ts'
import { planProjection } from './plan.ts'
import { rowsOfPlan, writeRarely } from './projection-writes.ts'
import { lockReach, mergeSeeds, type Seeds } from './reach.ts'
import { runIn, type Run } from './statement.ts'
import { writeRows } from './write-rows.ts'

const mostAttempts = 50

/** Something that is reached is not held by this transaction; with these seeds it would be. */
class ReachMoved extends Error {
  readonly seeds: Seeds

  constructor(seeds: Seeds) {
    super('What a change reaches grew while it waited for its locks.')
    this.seeds = seeds
  }
}

/**
 * Does `work` until what it reaches is held by its transaction: it starts with `seeds`, and again with more of
 * them when it throws `ReachMoved`, so it must have no effect but in its transaction.
 */
export async function untilHeld<T>(seeds: Seeds, work: (seeds: Seeds) => Promise<T>): Promise<T> {
  let from = seeds
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(from)
    } catch (error) {
      if (!(error instanceof ReachMoved) || attempt === mostAttempts) throw error
      from = mergeSeeds(from, error.seeds)
    }
  }
}

/** The keys that `lockReach` answered. */
export function keysIn(rows: Record<string, unknown>[]): Set<string> {
  return new Set(rows.map(({ name }) => String(name)))
}

/** Throws `ReachMoved` unless all that was read is `held`. */
export function refuseMoved({ keys }: Pick<Closure, 'keys'>, held: ReadonlySet<string>): void {
  const missing = keys.filter((key) => !held.has(key))
  if (missing.length === 0) return
  const of = (kind: string) =>
    missing.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length))
  throw new ReachMoved({ uids: of('uid:'), leadIds: of('lead:') })
}

/**
 * Writes something that bookings or leads follow from (`write`, which tells where to start from) and brings
 * everything that follows up to date, in one transaction. `lock` names what is known beforehand; `write`
 * runs again from scratch when what is reached grew meanwhile, so it must have no other effect.
 */
export async function withProjection<Written>(
  db: Db,
  {
    workspaceId,
    now,
    lock,
    write,
    seeds,
  }: {
    workspaceId: string
    now: Date
    lock: Seeds
    write: (tx: Db) => Promise<Written>
    seeds: (written: Written) => Seeds | null
  },
): Promise<Written> {
  return untilHeld(lock, (from) =>
    db.transaction(async (tx) => {
      const run = runIn(tx)
      const held = keysIn(await run(lockReach(workspaceId, from)))
      const written = await write(tx)
      const changed = seeds(written)
      if (changed === null) return written
      await projectAgain(run, { workspaceId, now }, mergeSeeds(from, changed), held)
      return written
    }),
  )
}

/** Brings all that seeds reach up to date; throws `ReachMoved` unless that is `held`. */
export async function projectAgain(
  run: Run,
  place: { workspaceId: string; now: Date },
  seeds: Seeds,
  held: ReadonlySet<string>,
): Promise<void> {
  const before = await readReach(run, place.workspaceId, seeds)
  refuseMoved(before, held)
  const plan = planProjection(place, before)
  for (const statement of writeRarely(place.workspaceId, plan)) await run(statement)
  await run(writeRows(place, rowsOfPlan(plan)))
}
