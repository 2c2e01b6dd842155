import { expect, test } from 'vitest'

import { exportAddress } from './export.ts'

test('the address of a file repeats what is chosen, and has no search in it', () => {
  expect(
    exportAddress('csv', { stageIds: ['a', 'b'], sources: ['Roofs, Ltd'], booking: 'none' }),
  ).toBe('/api/leads/export?format=csv&stageIds=a&stageIds=b&sources=Roofs%2C+Ltd&booking=none')
  expect(exportAddress('json', {})).toBe('/api/leads/export?format=json')
  expect(exportAddress('csv', { search: 'Jane Doe', booking: 'none' })).toBeNull()
})
