import { isUnavailable } from '@solar-capture/db/unavailable'

import { countOfGroup, type GroupSize } from './group-size.ts'

type Waiting<Item, Result> = {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}
type Queue<Item, Result> = {
  workspaceId: string
  waiting: Waiting<Item, Result>[]
  underWay: Set<Group>
  /** Which turn it had last; the one with the fewest groups under way, then the earliest turn, is next. */
  turn: number
}

/** A group that is being committed. One that is late takes so long that nobody is to wait for it. */
type Group = { count: number; isLate: boolean }

/** How large groups get, and how many are committed at the same time: of all workspaces, and of one. */
export type GroupLimits<Item> = GroupSize<Item> & {
  mostGroups: number
  mostOfOne: number
  /** With fewer items no group starts beside another one of its workspace, unless that takes longer than `lateAfterMs`. */
  fewestBeside: number
  lateAfterMs: number
}

/**
 * Commits items in groups: a group is what came for one workspace while earlier ones were being committed, so
 * nothing waits when there is nothing to wait for; beside groups under way the next one starts once as many wait,
 * and no fewer than `fewestBeside`. Workspaces take turns: none keeps another waiting for longer than the
 * group that is being committed. `commit` answers a result for each item, all or nothing;
 * when it throws for another reason than the database being away, its items are committed one by one.
 */
export function createGroupCommit<Item, Result>(
  commit: (workspaceId: string, items: Item[]) => Promise<Result[]>,
  limits: GroupLimits<Item>,
): (workspaceId: string, item: Item) => Promise<Result> {
  const { sizeOf, mostGroups, mostOfOne, fewestBeside, lateAfterMs } = limits
  const size = { ...limits, sizeOf: ({ item }: Waiting<Item, Result>) => sizeOf(item) }
  const queues = new Map<string, Queue<Item, Result>>()
  let inFlight = 0
  let turn = 0
  let isWoken = false

  function startGroups() {
    isWoken = false
    for (;;) {
      const next = inFlight < mostGroups ? nextInTurn() : null
      if (next === null) return
      next.turn = ++turn
      void commitGroup(next, next.waiting.splice(0, countOfGroup(next.waiting, size)))
    }
  }

  function nextInTurn(): Queue<Item, Result> | null {
    let next: Queue<Item, Result> | null = null
    for (const queue of queues.values()) {
      if (queue.underWay.size >= mostOfOne || !isWorthOne(queue)) continue
      if (next === null || comesBefore(queue, next)) next = queue
    }
    return next
  }

  // Small groups side by side take longer than one after the other: most of what they cost is not the items.
  function isWorthOne({ waiting, underWay }: Queue<Item, Result>): boolean {
    const groups = [...underWay]
    if (groups.every(({ isLate }) => isLate)) return waiting.length > 0
    const items = groups.reduce((sum, { count }) => sum + count, 0)
    return waiting.length >= Math.max(fewestBeside, items)
  }

  async function commitGroup(queue: Queue<Item, Result>, items: Waiting<Item, Result>[]) {
    const group = { count: items.length, isLate: false }
    inFlight++
    queue.underWay.add(group)
    const timer = setTimeout(() => {
      group.isLate = true
      startGroups()
    }, lateAfterMs)
    await settle(queue.workspaceId, items)
    clearTimeout(timer)
    inFlight--
    queue.underWay.delete(group)
    if (queue.underWay.size === 0 && queue.waiting.length === 0) queues.delete(queue.workspaceId)
    startGroups()
  }

  async function settle(workspaceId: string, group: Waiting<Item, Result>[]) {
    try {
      const results = await commit(
        workspaceId,
        group.map(({ item }) => item),
      )
      if (results.length !== group.length) throw new Error('A group has a result for each item.')
      results.forEach((result, index) => group[index]?.resolve(result))
    } catch (error) {
      if (group.length === 1 || isUnavailable(error)) {
        for (const { reject } of group) reject(error)
        return
      }
      for (const one of group) await settle(workspaceId, [one])
    }
  }

  return (workspaceId, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(workspaceId) ?? {
        ...{ workspaceId, waiting: [], underWay: new Set<Group>() },
        // Just before whoever had the last turn.
        turn: turn - 1,
      }
      queues.set(workspaceId, queue)
      queue.waiting.push({ item, resolve, reject })
      if (isWoken) return
      isWoken = true
      // The end of this turn, so that what was read from the network together is committed together.
      setImmediate(startGroups)
    })
}

function comesBefore<Item, Result>(a: Queue<Item, Result>, b: Queue<Item, Result>): boolean {
  const [groups, others] = [a.underWay.size, b.underWay.size]
  return groups === others ? a.turn < b.turn : groups < others
}
