import { expect, test } from 'vitest'

import { chosenBy, readImportSearch, toImportSearch, type Chosen } from './import-search.ts'

const guessed: Chosen = {
  ...{ columns: ['name', null], source: 'Imported', code: '', leavesOutPhones: false },
}
const again = (chosen: Chosen) =>
  chosenBy(readImportSearch({ id: 'x', ...toImportSearch(chosen, guessed) }), guessed)

test('an address keeps what was chosen, and nothing of what was guessed', () => {
  expect(Object.values(toImportSearch(guessed, guessed)).filter(Boolean)).toEqual([])
  const chosen: Chosen = {
    ...{ columns: [null, null], source: 'Fair', code: '0049', leavesOutPhones: true },
  }
  expect(again(chosen)).toEqual(chosen)
  expect(again(guessed)).toEqual(guessed)
})

test('what makes no sense is passed over', () => {
  const search = readImportSearch({ columns: 'name', phones: 'yes', source: 'x'.repeat(200) })
  expect(chosenBy(search, guessed)).toEqual({ ...guessed, source: 'x'.repeat(100) })
  expect(chosenBy(readImportSearch({ columns: 'stage,email' }), guessed).columns).toEqual([
    ...[null, 'email'],
  ])
})
