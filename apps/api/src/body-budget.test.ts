import { expect, test } from 'vitest'

import { createBodyBudget } from './body-budget.ts'

function start(limit: number) {
  const clock = { now: 0 }
  const budget = createBodyBudget(limit, () => clock.now)
  const dropped: string[] = []
  const open = (name: string) => {
    const share = budget.open(() => {
      dropped.push(name)
      share.release()
    })
    return {
      ...share,
      grow: (memory: number, received = memory) => share.grow({ received, memory }),
    }
  }
  return { clock, budget, dropped, open }
}

test('below the limit nothing is dropped', () => {
  const { open, dropped, budget } = start(100)
  open('a').grow(50)
  open('b').grow(50)
  expect(dropped).toEqual([])
  expect(budget.used()).toBe(100)
})

test('above it the slowest incomplete body is dropped', () => {
  const { clock, open, dropped, budget } = start(100)
  open('stalled').grow(40)
  clock.now = 9_000
  const fast = open('fast')
  clock.now = 9_010
  fast.grow(50)
  open('new').grow(20)
  expect(dropped).toEqual(['stalled'])
  expect(budget.used()).toBe(70)
})

test('a complete body is never dropped, however slow it was', () => {
  const { clock, open, dropped } = start(100)
  const slow = open('slow')
  slow.grow(60)
  clock.now = 9_000
  slow.complete()
  open('late').grow(60)
  expect(dropped).toEqual(['late'])
})

test('bytes come back when a body is released', () => {
  const { open, budget, dropped } = start(100)
  const first = open('first')
  first.grow(90)
  first.complete()
  first.release()
  open('second').grow(90)
  expect(budget.used()).toBe(90)
  expect(dropped).toEqual([])
})

test('memory counts, however little of it is filled; speed counts what came', () => {
  const { clock, open, dropped, budget } = start(100)
  open('stalled').grow(60, 1)
  clock.now = 1_000
  const fast = open('fast')
  clock.now = 1_010
  fast.grow(30)
  expect(budget.used()).toBe(90)
  open('new').grow(20)
  expect(dropped).toEqual(['stalled'])
  expect(budget.used()).toBe(50)
})

test('a body without bytes is not dropped: that would free nothing', () => {
  const { open, dropped } = start(100)
  open('empty')
  open('large').grow(101)
  expect(dropped).toEqual(['large'])
})
