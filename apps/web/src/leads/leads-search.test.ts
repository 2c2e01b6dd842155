import { expect, test } from 'vitest'

import { parseSearch, stringifySearch } from '../search-params.ts'
import { columnsOf, writeColumns } from './lead-columns.ts'
import {
  countFilters,
  type LeadsSearch,
  noFilter,
  readLeadsSearch,
  toFilter,
} from './leads-search.ts'

const ana = '0199a1b2-0000-7000-8000-00000000000a'
const bob = '0199a1b2-0000-7000-8000-00000000000b'
const now = new Date(2026, 10, 25, 14, 37)
const local = (month: number, day: number) => new Date(2026, month, day).toISOString()
const opened = (address: string) => readLeadsSearch(parseSearch(address))

test.each<[string, ReturnType<typeof toFilter>]>([
  ['', {}],
  ['?q=%20jane%20', { search: 'jane' }],
  [
    `?stage=${ana},${bob},${ana}&owner=nobody,${bob}`,
    { stageIds: [ana, bob], ownerIds: ['nobody', bob] },
  ],
  [
    String.raw`?source=Website,Roofs\, Ltd,C:\\x`,
    { sources: ['Website', 'Roofs, Ltd', String.raw`C:\x`] },
  ],
  ['?booking=no_show&sort=name&view=board&cols=phone', { booking: 'no_show' }],
  ['?from=2026-10-01&to=2026-10-31', { capturedFrom: local(9, 1), capturedTo: local(10, 1) }],
  ['?from=1d', { capturedFrom: local(10, 25) }],
  ['?from=7d&to=2026-01-01', { capturedFrom: local(10, 19) }],
  ['?stage=x,&owner=y&booking=toString&from=2026-13-01&to=soon&sort=updated&view=x&cols=x', {}],
])('%s asks for %o', (address, filter) => {
  expect(toFilter(opened(address), now)).toEqual(filter)
})

test('an address is read as it is written', () => {
  const search: LeadsSearch = {
    ...{ q: 'jane', stage: `${ana},${bob}`, source: String.raw`Roofs\, Ltd`, owner: 'nobody' },
    ...{ booking: 'none', from: '30d', to: '2026-10-31', sort: 'booking', view: 'board' },
    ...{ cols: 'name,stage,phone' },
  }
  expect(opened(stringifySearch(search))).toEqual(search)
  expect(countFilters(search)).toBe(6)
  expect(countFilters({ ...search, ...noFilter })).toBe(0)
})

test('columns keep their order, and the usual ones are not named', () => {
  expect(columnsOf({ cols: 'phone,stage,x' })).toEqual(['name', 'stage', 'phone'])
  expect(columnsOf({ cols: 'x' })).toEqual(columnsOf({}))
  expect(writeColumns(columnsOf({}))).toBeUndefined()
  expect(writeColumns(['changed', 'name'])).toBe('name,changed')
  expect(opened('?cols=name').cols).toBe('name')
})
