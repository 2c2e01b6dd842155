import type { Load } from '../load/generator-messages.ts'
import type { RunResult } from '../load/recorder.ts'
import type { LoadSpec } from '../load/requests.ts'
import type { Bench } from './bench.ts'
import { readCpu } from './cpu.ts'
import { variantLabels, type Tally, type Target } from './variant.ts'

/** What is sent in one turn of one variant. */
export type Slot = {
  /** Which tenants get something, and up to which of their leads; all and all when absent. */
  recipients?: { tenant: number; upTo: number }[]
  order: LoadSpec['order']
  /** The same for all variants in one round. */
  seed: number
  /** At most. */
  count: number
  /** Instead of the usual mix. */
  changes?: LoadSpec['changes']
  /** Sends what the last turn sent, each body once, instead of building anything. */
  again?: boolean
  load:
    | { loop: 'closed'; connections: number; seconds: number | null }
    | { loop: 'open'; rate: number }
}

export type SlotResult = RunResult & {
  /** CPU milliseconds for each request; null where that is not told. */
  cpu: { server: number; postgres: number } | null
  /** How much of one core each took, and what has nothing to do with this took. */
  cores: { server: number; postgres: number; generator: number; others: number } | null
  /** Why it does not count; null when it does. */
  problem: string | null
}

// The product takes 256 from one address.
const openLoopConnections = 128

/** Lets one variant have its turn: builds, writes out what earlier ones left, sends, and counts what is stored. */
export async function runSlot(bench: Bench, target: Target, slot: Slot): Promise<SlotResult> {
  const { generator, databases, postmasterPid } = bench
  const chosen =
    slot.recipients ?? target.tenants.map(({ leads }, tenant) => ({ tenant, upTo: leads }))
  const recipients = chosen.flatMap(({ tenant, upTo }) => {
    const found = target.tenants[tenant]
    return found ? [{ ...found, upTo }] : []
  })
  const { order, seed, count } = slot
  const load: Load = { connections: openLoopConnections, ...slot.load, port: target.port }
  if (slot.again) await generator.repeat()
  else {
    const spec = { recipients, order, seed, count, distance: 4 * load.connections }
    await generator.build({ ...spec, ...(slot.changes ? { changes: slot.changes } : {}) })
  }
  const stored = target.stored ?? (await target.count())
  await databases.checkpoint()
  const before = readCpu(target.pid, postmasterPid)
  const result = await generator.run(load)
  const after = readCpu(target.pid, postmasterPid)
  for (const [index, { tenant }] of chosen.entries()) {
    const used = target.tenants[tenant]
    if (used) used.booked += result.booked[index] ?? 0
  }
  const problem = await findProblem(target, stored, result)
  if (problem !== null) bench.problems.push(`${variantLabels[target.variant]}: ${problem}`)
  return { ...result, ...shares(before, after, result), problem }
}

/** Counts what is stored; answers what about it is not what was acknowledged since `before`, or null. */
export async function findProblem(
  target: Target,
  before: Tally,
  result: Pick<RunResult, 'acknowledged' | 'leads' | 'refused'>,
): Promise<string | null> {
  const after = await target.count()
  target.stored = after
  const refused = Object.entries(result.refused)
  if (refused.length > 0) {
    const list = refused.map(([status, times]) => `${times} × ${status === '0' ? 'none' : status}`)
    return `answers other than 2xx: ${list.join(', ')}`
  }
  const wrong = Object.entries(target.expected(result)).flatMap(([what, rows]) => {
    const added = (after[what] ?? 0) - (before[what] ?? 0)
    return added === rows ? [] : [`${added} ${what} for ${rows} acknowledged`]
  })
  return wrong.length === 0 ? null : wrong.join('; ')
}

function shares(
  before: ReturnType<typeof readCpu>,
  after: ReturnType<typeof readCpu>,
  { sent, elapsedMs, generatorCpuMs }: RunResult,
): Pick<SlotResult, 'cpu' | 'cores'> {
  if (!before || !after || before.postgres === null || after.postgres === null) {
    return { cpu: null, cores: null }
  }
  const server = after.server - before.server
  const postgres = after.postgres - before.postgres
  const others = Math.max(0, after.machine - before.machine - server - postgres - generatorCpuMs)
  return {
    cpu: { server: server / sent, postgres: postgres / sent },
    cores: {
      server: server / elapsedMs,
      postgres: postgres / elapsedMs,
      generator: generatorCpuMs / elapsedMs,
      others: others / elapsedMs,
    },
  }
}
