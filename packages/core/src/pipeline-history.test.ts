import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { pipelineThrough, type FormerPipeline, type MergedStage } from './pipeline-history.ts'
import { defaultStages, type Stage } from './pipeline.ts'
import { project } from './project.ts'
import { anyHistory } from './reference/arbitraries.testing.ts'
import { minute, stages as firstStages } from './reference/history-making.testing.ts'
import type { History } from './reference/outcome.testing.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

type Drawn = { order: number[]; renamed: number; merged: [number, number] | null; isNew: boolean }

const aChange: fc.Arbitrary<Drawn> = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
  renamed: fc.nat(7),
  merged: fc.option(fc.tuple(fc.nat(7), fc.nat(7)), { nil: null }),
  isNew: fc.boolean(),
})

const someChanges = fc.array(aChange, { minLength: 1, maxLength: 3 })

/** A pipeline after some changes, the first of them at `from` and one every minute, and while `merging` is under way. */
function changed(drawn: readonly Drawn[], from: number, merging: Drawn['merged'] = null) {
  const former: FormerPipeline[] = []
  const merged: MergedStage[] = []
  let stages: Stage[] = firstStages
  for (const [index, change] of drawn.entries()) {
    const at = minute(from + index)
    former.push({ until: at, stages })
    const merger = mergerOf(stages, change.merged)
    if (merger) merged.push({ ...merger, at })
    const left = stages.filter(({ id }) => id !== merger?.id)
    const added: Stage = {
      ...{ id: `new-${index}`, name: `New ${index}`, position: 0, kind: 'open' },
      ...{ colour: 'grey', isBooked: false },
    }
    stages = [...left, ...(change.isNew ? [added] : [])]
      .map((stage, place) => ({ stage, rank: change.order[place] ?? place }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ stage, rank }, position) => {
        const name = rank === change.renamed ? `${stage.name} ${index}` : stage.name
        return { ...stage, name, position }
      })
  }
  const underWay = mergerOf(stages, merging)
  if (underWay) merged.push({ ...underWay, at: null })
  return { stages, history: { former, merged } }
}

function mergerOf(stages: readonly Stage[], merged: Drawn['merged']) {
  if (!merged) return null
  const [id, intoId] = merged.map((place) => stages[place]?.id)
  return id === undefined || intoId === undefined || id === intoId ? null : { id, intoId }
}

/** All that the projection tells of leads, each stage being what it is now. */
function leadsOf(history: History, pipeline: Partial<ReturnType<typeof changed>>) {
  const { leads } = project({ ...history, ...pipeline })
  const merged = new Map(pipeline.history?.merged.map(({ id, intoId }) => [id, intoId]))
  const now = (id: string): string => {
    const intoId = merged.get(id)
    return intoId === undefined ? id : now(intoId)
  }
  const told = leads.map(({ stageId, moves, withheld, stays, entries, ...lead }) => ({
    ...lead,
    stageId,
    entries,
    moves: moves.map(({ from, to, rule }) => [from.name, to.name, rule]),
    withheld: withheld.map(({ to }) => to.name),
    stays: stays.map(({ inId, toId, why, fact }) => ({ inId, toId, why, key: fact.key })),
  }))
  return {
    told,
    asOf: (other: typeof told) =>
      other.map((one) => ({
        ...one,
        stageId: now(one.stageId),
        stays: one.stays
          .map((stay) => ({ ...stay, inId: now(stay.inId), toId: now(stay.toId) }))
          .filter(({ inId, toId }) => inId !== toId),
      })),
  }
}

test(`whatever becomes of a pipeline, what was sent before moves nobody elsewhere (SEED=${seed})`, () => {
  fc.assert(
    fc.property(anyHistory, someChanges, aChange, (history, drawn, { merged }) => {
      const before = leadsOf(history, {})
      const after = leadsOf(history, changed(drawn, 1_000_000, merged))
      // A stage that was merged is the one that it is part of; its moves are told as they were.
      expect(after.told).toEqual(after.asOf(before.told))
    }),
    { seed, numRuns: 1_000 },
  )
})

const usual: Stage[] = defaultStages.map((stage, position) => ({
  ...stage,
  id: stage.name,
  position,
}))
const then = '2026-11-21T00:00:00.000Z'

test('a stage that is being merged is one still, and what stands in it stands in the other one', () => {
  const merged = [{ id: 'Contacted', intoId: 'Surveyed', at: null }]
  const through = pipelineThrough(usual, { former: [], merged })
  expect(through.now('Contacted')).toBe('Surveyed')
  expect(through.isSame('Contacted', 'Surveyed')).toBe(true)
  expect(through.isSame('Contacted', 'Quoted')).toBe(false)
  expect(through.pair('Contacted', 'Booked', then)?.map(({ id }) => id)).toEqual([
    'Contacted',
    'Booked',
  ])
})

test('what was merged into a stage goes on with it where that is being merged', () => {
  const left = usual.filter(({ id }) => id !== 'New')
  const merged: MergedStage[] = [
    { id: 'New', intoId: 'Contacted', at: then },
    { id: 'Contacted', intoId: 'Surveyed', at: null },
  ]
  expect(pipelineThrough(left, { former: [], merged }).now('New')).toBe('Surveyed')
})

test('before a stage was added, nobody stood in what it is being merged into', () => {
  const former = [{ until: then, stages: usual.filter(({ id }) => id !== 'Contacted') }]
  const merged = [{ id: 'Contacted', intoId: 'Surveyed', at: null }]
  const [from] = pipelineThrough(usual, { former, merged }).pair('Contacted', 'Quoted', then) ?? []
  expect(from?.id).toBe('Contacted')
  const earlier = '2026-11-20T00:00:00.000Z'
  const through = pipelineThrough(usual, { former, merged })
  expect(through.pair('Contacted', 'Quoted', earlier)?.[0].id).toBe('Contacted')
})
