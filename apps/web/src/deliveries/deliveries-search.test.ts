import { expect, test } from 'vitest'

import { readDeliveriesSearch, toFilter } from './deliveries-search.ts'

const now = new Date(2026, 10, 25, 14, 37, 12)
const local = (...[month, day, hours = 0, minutes = 0]: number[]) =>
  new Date(2026, month ?? 0, day, hours, minutes).toISOString()

test.each([
  [{}, {}],
  [{ when: 'hour' }, { from: local(10, 25, 13, 35) }],
  [{ when: 'today', from: '2020-01-01' }, { from: local(10, 25) }],
  [{ when: 'yesterday' }, { from: local(10, 24), to: local(10, 25) }],
  [{ when: 'week' }, { from: local(10, 19) }],
  [
    { when: 'custom', from: '2026-10-01', to: '2026-10-31' },
    { from: local(9, 1), to: local(10, 1) },
  ],
  [{ when: 'custom' }, {}],
  [
    { q: 'a', trigger: 'PING', outcome: 'held' },
    { search: 'a', triggerEvent: 'PING' },
  ],
] as const)('%o asks for %o', (search, filter) => {
  expect(toFilter(search, now)).toEqual(filter)
})

test('an address by hand shows what of it makes sense', () => {
  const search = {
    ...{ q: ' jane ', outcome: 'held,nothing,applied', endpoint: '../x', when: 'ever' },
    ...{ from: '2026-13-01', to: '2026-10-31', live: 'off', other: 'x' },
  }
  expect(readDeliveriesSearch(search)).toEqual({
    ...{ q: 'jane', outcome: 'applied,held', to: '2026-10-31', live: 'off' },
  })
})
