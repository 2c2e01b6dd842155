import { expect, test } from 'vitest'

import { byName } from './natural-order.ts'

const sorted = (names: string[]) =>
  names
    .map((name, index) => ({ name, id: String(index) }))
    .toSorted(byName)
    .map(({ name }) => name)

test('numbers in names are ordered by what they count', () => {
  expect(sorted(['Colleague 11', 'Colleague 2', 'Colleague 1'])).toEqual([
    ...['Colleague 1', 'Colleague 2', 'Colleague 11'],
  ])
})

test('neither case nor accents move a name to the end', () => {
  expect(sorted(['Zoë', 'ana', 'Éva', 'Bob', 'Frank'])).toEqual([
    ...['ana', 'Bob', 'Éva', 'Frank', 'Zoë'],
  ])
})

test('who has the same name stands in one order each time', () => {
  const [one, other] = [
    { name: 'Jo', id: 'a' },
    { name: 'Jo', id: 'b' },
  ]
  expect([other, one].toSorted(byName)).toEqual([one, other])
  expect([one, other].toSorted(byName)).toEqual([one, other])
})
