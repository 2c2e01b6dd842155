import { expect, test } from 'vitest'

import { doSteps, sizeOf, type Step, toSteps } from './bulk-steps.ts'

const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `lead ${from + index}`)
const never = () => false

test('leads go in steps of at most 200, each to one place', () => {
  const there = ids(0, 450).map((id) => [id, 'quoted'] as const)
  expect(toSteps(there)).toEqual([
    { ids: ids(0, 200), to: 'quoted' },
    { ids: ids(200, 400), to: 'quoted' },
    { ids: ids(400, 450), to: 'quoted' },
  ])
  // Back to where each came from.
  const back = ids(0, 6).map((id, index) => [id, index % 2 === 0 ? 'new' : null] as const)
  expect(toSteps(back)).toEqual([
    { ids: ['lead 0', 'lead 2', 'lead 4'], to: 'new' },
    { ids: ['lead 1', 'lead 3', 'lead 5'], to: null },
  ])
  expect(toSteps([])).toEqual([])
})

test('what is changed and what is left are told, however it ends', async () => {
  const steps = toSteps(ids(0, 450).map((id) => [id, 'quoted'] as const))
  const told: number[] = []
  // Two of each step were there already.
  const act = async (step: Step<string>) => step.ids.slice(2)
  const all = await doSteps(steps, act, { onDone: (done) => told.push(done), isStopped: never })
  expect(told).toEqual([200, 400, 450])
  expect(all.changed).toHaveLength(444)
  expect(all).toMatchObject({ rest: [], error: null })

  const error = new Error('The connection broke.')
  const failing = async (step: Step<string>) =>
    step === steps[1] ? Promise.reject(error) : step.ids
  const failed = await doSteps(steps, failing, { onDone: () => {}, isStopped: never })
  expect(failed).toEqual({ changed: ids(0, 200), rest: steps.slice(1), error })
  expect(sizeOf(failed.rest)).toBe(250)

  let done = 0
  const stopped = await doSteps(steps, act, {
    onDone: (leads) => (done = leads),
    isStopped: () => done >= 400,
  })
  expect(stopped).toMatchObject({ rest: steps.slice(2), error: null })
})
