import { expect, test } from 'vitest'

import type { LeadView } from '../trpc.ts'
import { currentOf, stateOf } from './view-match.ts'

const view = (id: string, state: Record<string, string>): LeadView => ({
  ...{ id, name: id, isShared: false, isMine: true, by: 'Ana', state },
})
const mine = view('mine', { booking: 'none', sort: 'name' })
// Kept by hand over the API, in another order and with what means nothing.
const shared = view('shared', { sort: 'name', nonsense: 'x', booking: 'none' })
const board = view('board', { view: 'board', from: '7d' })
const views = [mine, shared, board]

test('a view is known by what it shows', () => {
  expect(currentOf(views, { booking: 'none', sort: 'name', q: undefined }, null)).toEqual({
    view: mine,
    isModified: false,
  })
  // Of two that show the same, the one that was opened.
  expect(currentOf(views, { booking: 'none', sort: 'name' }, 'shared')?.view).toBe(shared)
  expect(currentOf(views, { view: 'board', from: '7d' }, 'mine')?.view).toBe(board)
})

test('a view that something is changed of stays, until nothing is set or it is gone', () => {
  const changed = { booking: 'none', q: 'jane' } as const
  expect(currentOf(views, changed, 'mine')).toEqual({ view: mine, isModified: true })
  expect(currentOf(views, changed, null)).toBeNull()
  expect(currentOf([board], changed, 'mine')).toBeNull()
  expect(currentOf(views, { q: undefined }, 'mine')).toBeNull()
  expect(stateOf({ ...changed, sort: undefined })).toEqual(changed)
})
