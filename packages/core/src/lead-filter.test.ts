import { expect, test } from 'vitest'

import { fragmentsOf, leadFilter } from './lead-filter.ts'

test.each([
  ['jane doe', ['jane', 'doe']],
  ['  LS1   4AB ', ['LS1', '4AB']],
  ['07700 900123', ['7700900123']],
  ['+44 (0)7700 900-123', ['447700900123']],
  ['0044 7700 900123', ['447700900123']],
  ['0711 / 200-001', ['711200001']],
  ['900123', ['900123']],
  ['0', ['0']],
  ['jane 07700', ['jane', '07700']],
  ['+', ['+']],
  ['', []],
])('%j is looked for as %j', (search, fragments) => {
  expect(fragmentsOf(search)).toEqual(fragments)
})

test.each([
  { ownerIds: ['somebody'] },
  { stageIds: ['new'] },
  { booking: 'tomorrow' },
  { capturedFrom: 'yesterday' },
  { search: 'x'.repeat(201) },
  { name: 'Jane' },
])('%j is no filter', (filter) => {
  expect(leadFilter.safeParse(filter).success).toBe(false)
})
