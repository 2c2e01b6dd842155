import { expect, test } from 'vitest'

import { drawnRows, scrollToSee } from './drawn-rows.ts'

const place = { count: 100_000, rowHeight: 41, above: 0, windowHeight: 800 }

test('at the top the first rows are drawn, and some that follow', () => {
  const { from, to } = drawnRows({ ...place, above: -200 })
  expect(from).toBe(0)
  expect(to).toBeGreaterThan(800 / 41)
  expect(to).toBeLessThan(60)
})

test('wherever somebody scrolls to, all rows on the screen are drawn, with ten at least on both sides', () => {
  for (let above = 20_000; above < 30_000; above += 7) {
    const { from, to } = drawnRows({ ...place, above })
    expect(from).toBeLessThanOrEqual(Math.floor(above / 41) - 10)
    expect(to).toBeGreaterThanOrEqual(Math.ceil((above + 800) / 41) + 10)
    expect(to - from).toBeLessThan(60)
  }
})

test('what is drawn stays the same for a few rows', () => {
  const seen = new Set<number>()
  for (let above = 0; above < 41 * 40; above++) seen.add(drawnRows({ ...place, above }).to)
  expect(seen.size).toBe(10)
})

test('nothing is drawn beyond the last row, nor of a list that is elsewhere on the page or empty', () => {
  expect(drawnRows({ ...place, above: 100_000 * 41 - 800 }).to).toBe(100_000)
  expect(drawnRows({ ...place, above: -50_000 })).toEqual({ from: 0, to: 0 })
  expect(drawnRows({ ...place, count: 0 })).toEqual({ from: 0, to: 0 })
})

test('it scrolls no further than a row needs to be seen whole', () => {
  const sight = { from: 48, to: 728 }
  const at = { rowHeight: 40, above: 1000 }
  expect(scrollToSee(30, at, sight)).toBe(0)
  // Its end is at 31 * 40 - 1000 = 240 of the window when it starts at 200.
  expect(scrollToSee(43, at, sight)).toBe(43 * 40 + 40 - 1000 - 728)
  expect(scrollToSee(26, at, sight)).toBe(26 * 40 - 1000 - 48)
  expect(scrollToSee(10, at, sight)).toBe(10 * 40 - 1000 - 48)
})
