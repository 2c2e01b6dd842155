import { expect, test } from 'vitest'

import { toRuns } from './delivery-runs.ts'

test('neighbours that were refused for the same reason are told once, all else one by one', () => {
  const wrong = { outcome: 'rejected', cause: 'Signed with another secret.' } as const
  const missing = { outcome: 'rejected', cause: 'Not signed.' } as const
  const applied = { outcome: 'applied', cause: null } as const
  const runs = toRuns([applied, applied, wrong, wrong, wrong, missing, wrong])
  expect(runs).toEqual([
    ...[applied, applied].map((latest) => ({ latest, before: 0 })),
    { latest: wrong, before: 2 },
    { latest: missing, before: 0 },
    { latest: wrong, before: 0 },
  ])
})
