import { expect, test } from 'vitest'

import { worstEndpoints } from './worst-endpoints.ts'

const leeds = { name: 'Leeds', status: 'healthy' } as const
const york = { name: 'York', status: 'rejecting' } as const
const hull = { name: 'Hull', status: 'rejecting' } as const

test('of several accounts, the one that most needs somebody is meant', () => {
  expect(worstEndpoints([leeds, york])).toEqual({ status: 'rejecting', first: york, amount: 1 })
})

test('accounts that are in the same state are counted', () => {
  expect(worstEndpoints([york, leeds, hull])).toEqual({
    status: 'rejecting',
    first: york,
    amount: 2,
  })
})

test('without an account there is nothing to tell', () => {
  expect(worstEndpoints([])).toBeNull()
})
