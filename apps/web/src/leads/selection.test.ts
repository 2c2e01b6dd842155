import { expect, test } from 'vitest'

import { added, mostPicked, nothingPicked, type Picked, ranged, toggled } from './selection.ts'

const lead = (id: number | string): Picked => ({
  id: String(id),
  stage: { id: 'new', name: 'New', kind: 'open', colour: 'grey' },
  owner: null,
})
const leads = [1, 2, 3, 4, 5].map(lead)
const idsOf = (picked: ReadonlyMap<string, Picked>) => [...picked.keys()].join('')

test('leads are selected one by one and by ranges in either direction', () => {
  const two = toggled(nothingPicked, lead(2))
  expect(idsOf(ranged(two, leads, '2', 3))).toBe('234')
  expect(idsOf(ranged(two, leads, '2', 0))).toBe('21')
  // The one that the range would start at has left the list.
  expect(idsOf(ranged(two, leads, '9', 4))).toBe('25')
  expect(idsOf(ranged(two, leads, null, 4))).toBe('25')
  expect(idsOf(toggled(ranged(two, leads, '2', 3), lead(3)))).toBe('24')
})

test('there is a limit, at which the selected ones stay', () => {
  const full = added(
    nothingPicked,
    Array.from({ length: mostPicked + 5 }, (_, index) => lead(`x${index}`)),
  )
  expect(full.size).toBe(mostPicked)
  expect(toggled(full, lead(1)).has('1')).toBe(false)
})
