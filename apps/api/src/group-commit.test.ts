import { expect, test } from 'vitest'

import { createGroupCommit } from './group-commit.ts'

const limits = {
  ...{
    mostItems: 4,
    mostGroups: 2,
    mostOfOne: 1,
    mostSize: 100,
    fewestBeside: 1,
    lateAfterMs: 60_000,
  },
  sizeOf: (item: number) => item,
}

/** A commit that takes its time: each group waits until it is let go. */
function slowCommit() {
  const groups: { workspaceId: string; items: number[]; letGo: () => void }[] = []
  const commit = async (workspaceId: string, items: number[]) => {
    await new Promise<void>((letGo) => groups.push({ workspaceId, items, letGo }))
    return items.map((item) => item * 10)
  }
  return { groups, commit }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('what comes while a group is committed is the next group, up to its size', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, limits)
  const first = submit('a', 1)
  await turn()
  const rest = [2, 3, 4, 5, 6].map((item) => submit('a', item))
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[1]])
  groups[0]?.letGo()
  expect(await first).toBe(10)
  await turn()
  groups[1]?.letGo()
  expect(await Promise.all(rest.slice(0, 4))).toEqual([20, 30, 40, 50])
  await turn()
  groups[2]?.letGo()
  expect(await rest[4]).toBe(60)
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4, 5], [6]])
})

test('beside a group under way the next one starts once as many wait', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, { ...limits, mostOfOne: 2 })
  const all = [1, 2, 3, 4].map((item) => submit('a', item))
  await turn()
  all.push(submit('a', 5), submit('a', 6), submit('a', 7))
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[1, 2, 3, 4]])
  all.push(submit('a', 8))
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ])
  for (const { letGo } of groups) letGo()
  expect(await Promise.all(all)).toHaveLength(8)
})

test('beside a group under way no smaller one starts than is worth it', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, { ...limits, mostOfOne: 2, fewestBeside: 3 })
  const all = [submit('a', 1)]
  await turn()
  all.push(submit('a', 2), submit('a', 3))
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[1]])
  all.push(submit('a', 4))
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4]])
  for (const { letGo } of groups) letGo()
  expect(await Promise.all(all)).toEqual([10, 20, 30, 40])
})

test('nobody waits for a group that is stuck', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, {
    ...limits,
    ...{ mostOfOne: 2, fewestBeside: 3, lateAfterMs: 20 },
  })
  const stuck = submit('a', 1)
  await turn()
  const next = submit('a', 2)
  await expect.poll(() => groups.map(({ items }) => items)).toEqual([[1], [2]])
  groups[1]?.letGo()
  expect(await next).toBe(20)
  groups[0]?.letGo()
  expect(await stuck).toBe(10)
  // From here on one is waited for again.
  const third = submit('a', 3)
  await turn()
  const fourth = submit('a', 4)
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[1], [2], [3]])
  groups[2]?.letGo()
  await third
  await turn()
  groups[3]?.letGo()
  expect(await fourth).toBe(40)
})

test('a loud workspace keeps a quiet one waiting for no more than a group', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, { ...limits, mostGroups: 1 })
  const loud = Array.from({ length: 40 }, (_, item) => submit('loud', item))
  await turn()
  const quiet = submit('quiet', 7)
  groups[0]?.letGo()
  await Promise.all(loud.slice(0, 4))
  await turn()
  expect(groups.map(({ workspaceId }) => workspaceId)).toEqual(['loud', 'quiet'])
  groups[1]?.letGo()
  expect(await quiet).toBe(70)
})

test('a group is no larger than its size, and what is larger is a group of its own', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, { ...limits, mostOfOne: 2 })
  const all = [60, 40, 1, 500, 2].map((item) => submit('a', item))
  for (let group = 0; group < 4; group += 1) {
    await turn()
    groups[group]?.letGo()
  }
  expect(await Promise.all(all)).toEqual([600, 400, 10, 5_000, 20])
  expect(groups.map(({ items }) => items)).toEqual([[60, 40], [1], [500], [2]])
})

test('groups of different workspaces are committed side by side', async () => {
  const { groups, commit } = slowCommit()
  const submit = createGroupCommit(commit, limits)
  const both = [submit('a', 1), submit('b', 2)]
  await turn()
  expect(groups.map(({ workspaceId }) => workspaceId)).toEqual(['a', 'b'])
  for (const { letGo } of groups) letGo()
  expect(await Promise.all(both)).toEqual([10, 20])
})

test('an item that fails is tried alone and fails alone', async () => {
  const tried: number[][] = []
  const submit = createGroupCommit(async (_workspaceId: string, items: number[]) => {
    tried.push(items)
    if (items.includes(2)) throw new Error('poisoned')
    return items
  }, limits)
  const results = await Promise.allSettled([1, 2, 3].map((item) => submit('a', item)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(tried).toEqual([[1, 2, 3], [1], [2], [3]])
})

test('when the database is away nothing is tried one by one', async () => {
  let tries = 0
  const submit = createGroupCommit(async () => {
    tries++
    throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  }, limits)
  const results = await Promise.allSettled([1, 2, 3].map((item) => submit('a', item)))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(tries).toBe(1)
})
