import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { startEvery } from './every.ts'

test('turns do not overlap, one that fails is told and the next one begins, and closing waits', async () => {
  const errors: unknown[] = []
  const told = { begun: 0, ended: 0, most: 0 }
  const task = async () => {
    told.begun += 1
    told.most = Math.max(told.most, told.begun - told.ended)
    await sleep(20)
    told.ended += 1
    if (told.ended === 1) throw new Error('out of order')
  }
  const turns = startEvery(task, {
    ...{ everyMs: 5, atOnce: true },
    onError: (error) => errors.push(error),
  })
  expect(told.begun).toBe(1)
  await expect.poll(() => told.begun, { interval: 1 }).toBeGreaterThan(2)
  await turns.close()
  const { begun } = told
  expect(told).toEqual({ begun, ended: begun, most: 1 })
  expect(errors.map(String)).toEqual(['Error: out of order'])
  await sleep(20)
  expect(told.begun).toBe(begun)
})

test('unless at once, the first turn comes after the while', async () => {
  let begun = 0
  const errors: unknown[] = []
  const task = async () => {
    begun += 1
  }
  const turns = startEvery(task, { everyMs: 10, onError: (error) => errors.push(error) })
  expect(begun).toBe(0)
  await expect.poll(() => begun, { interval: 1 }).toBeGreaterThan(1)
  await turns.close()
  expect(errors).toEqual([])
})
