import { expect, test } from 'vitest'

import { defaultStages } from '@solar-capture/core/pipeline'
import { mostStages } from '@solar-capture/core/stage-changes'

import {
  addStage,
  goneOf,
  hasNameOfOther,
  isSamePipeline,
  moveStage,
  putBack,
  toDrafts,
  toWanted,
} from './stage-drafts.ts'

const drafts = toDrafts(
  defaultStages.map((stage, position) => ({ ...stage, id: stage.name, position })),
)
const names = (stages: { name: string }[]) => stages.map(({ name }) => name).join()

test('a stage is moved, and stays where there is no such place', () => {
  expect(names(moveStage(drafts, 0, 2)).slice(0, 20)).toBe('Contacted,Booked,New')
  expect(moveStage(drafts, 0, -1)).toEqual(drafts)
  expect(isSamePipeline(moveStage(moveStage(drafts, 1, 4), 4, 1), drafts)).toBe(true)
})

test('a new stage follows the open ones under a name of its own, up to as many as may be', () => {
  const once = addStage(drafts, 'New')
  expect(names(once ?? [])).toBe('New,Contacted,Booked,Surveyed,Quoted,New 2,Won,Lost')
  expect(toWanted(once ?? []).filter(({ id }) => id === undefined)).toHaveLength(1)
  const full = Array.from({ length: mostStages }, () => drafts.slice(0, 1)).flat()
  expect(addStage(full, 'New')).toBeNull()
})

test('a stage that was left out is put back where it was', () => {
  const [first, , , fourth] = drafts
  if (!first || !fourth) throw new Error('The default pipeline has more stages.')
  const left = drafts.filter((one) => one !== first && one !== fourth)
  expect(names(goneOf(drafts, left))).toBe('New,Surveyed')
  expect(isSamePipeline(putBack(drafts, putBack(drafts, left, fourth), first), drafts)).toBe(true)
  const moved = moveStage(left, 1, 4)
  expect(names(putBack(drafts, moved, fourth))).toBe('Contacted,Quoted,Won,Lost,Booked,Surveyed')
})

test('two stages of one name are both known, whatever the case and the spaces around it', () => {
  const named = drafts.map((one) => (one.name === 'Quoted' ? { ...one, name: ' won' } : one))
  const twice = named.filter((one) => hasNameOfOther(named, one))
  expect(twice.map(({ key }) => key)).toEqual(['Quoted', 'Won'])
  expect(drafts.some((one) => hasNameOfOther(drafts, one))).toBe(false)
})
