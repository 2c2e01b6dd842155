import { expect, test } from 'vitest'

import type { LeadRow, Stage } from '../trpc.ts'
import { nextCard } from './cards.ts'
import { append, arrange, type Column, longerColumn } from './columns.ts'
import { confirmed, type Moves, refused, settled, started } from './moves.ts'

const at = '2026-11-30T12:00:00.000Z'
const stages = ['new', 'booked', 'won'].map((id, position): Stage => {
  const isBooked = id === 'booked'
  return { id, name: id, position, kind: 'open', colour: 'grey', isBooked }
})

function lead(id: string): LeadRow {
  const unknown = { email: null, phone: null, postcode: null, owner: null, nextBooking: null }
  const [stage] = stages
  if (stage === undefined) throw new Error('There are stages.')
  const times = { bookedAt: null, stageSince: at, createdAt: at, updatedAt: at }
  return { id, name: id, source: 'Website', stage, pinned: false, ...unknown, ...times }
}

function column(stageId: string, ids: string[]): Column {
  return { stageId, items: ids.map(lead), nextCursor: null, isOutdated: false }
}

const board = {
  columns: [column('new', ['ana', 'bob']), column('booked', ['cy']), column('won', [])],
}
const idsOf = (items: LeadRow[]) => items.map(({ id }) => id)
const shown = (moves: Moves) => arrange(board, stages, moves).map(({ items }) => idsOf(items))
const move = (moves: Moves, leadId: string, to: string) =>
  started(moves, { leadId, from: 'new', to, at })

test('a moved lead is first in its new column at once, and the columns say how many came and went', () => {
  const moves = move(new Map(), 'bob', 'booked')
  expect(shown(moves)).toEqual([['ana'], ['bob', 'cy'], []])
  const drawn = arrange(board, stages, moves)
  expect(drawn.map(({ moved }) => moved)).toEqual([-1, 1, 0])
  expect(drawn[1]?.items[0]).toMatchObject({ stage: { id: 'booked' }, stageSince: at })
})

test('a refused move puts the lead back, one that another follows does not', () => {
  const twice = move(move(new Map(), 'bob', 'booked'), 'bob', 'won')
  const first = refused(twice, 'bob')
  expect(shown(first)).toEqual([['ana'], ['cy'], ['bob']])
  expect(shown(refused(first, 'bob'))).toEqual([['ana', 'bob'], ['cy'], []])
  const half = refused(confirmed(twice, 'bob', 'booked'), 'bob')
  expect(shown(half)).toEqual([['ana'], ['bob', 'cy'], []])
})

test('a lead stays where it was dropped until the board is fetched again and no move waits', () => {
  const twice = move(move(new Map(), 'bob', 'booked'), 'bob', 'won')
  const first = settled(confirmed(twice, 'bob', 'booked'), 'bob')
  expect(shown(first)).toEqual([['ana'], ['cy'], ['bob']])
  expect(settled(confirmed(first, 'bob', 'won'), 'bob').size).toBe(0)
})

test('what is not on the board is not moved onto it, and a stage that is gone takes its leads along', () => {
  expect(shown(move(new Map(), 'dee', 'won'))).toEqual([['ana', 'bob'], ['cy'], []])
  expect(shown(move(new Map(), 'ana', 'gone'))).toEqual([['bob'], ['cy'], []])
  expect(arrange(board, stages.slice(1), new Map())).toHaveLength(2)
})

test('a column that becomes longer has each lead once', () => {
  const page = { items: ['bob', 'eve'].map(lead), nextCursor: 'on' }
  const [longer] = append(board, 'new', page).columns
  expect(idsOf(longer?.items ?? [])).toEqual(['ana', 'bob', 'eve'])
  expect(longer?.nextCursor).toBe('on')
})

test('of a long column the beginning is new, and what is elsewhere now has left it', () => {
  const before = { ...column('new', ['ana', 'bob', 'eve']), nextCursor: 'on' }
  const fresh = column('new', ['dee'])
  const longer = longerColumn(before, fresh, [fresh, column('booked', ['bob'])])
  expect(idsOf(longer.items)).toEqual(['dee', 'ana', 'eve'])
  expect(longer).toMatchObject({ nextCursor: 'on', isOutdated: true })
})

test('arrows walk within a column and to the row beside, past columns that are empty or folded', () => {
  const ids = [column('new', ['ana', 'bob']), column('booked', []), column('won', ['cy'])]
  const columns = arrange({ columns: ids }, stages, new Map())
  const open: ReadonlySet<string> = new Set()
  expect(nextCard(columns, open, undefined, 'down')?.id).toBe('ana')
  expect(nextCard(columns, open, 'ana', 'down')?.id).toBe('bob')
  expect(nextCard(columns, open, 'bob', 'down')).toBeUndefined()
  expect(nextCard(columns, open, 'bob', 'right')?.id).toBe('cy')
  expect(nextCard(columns, open, 'cy', 'left')?.id).toBe('ana')
  expect(nextCard(columns, new Set(['won']), 'bob', 'right')).toBeUndefined()
})
