import { expect, test } from 'vitest'

import { badSecrets, goodSecrets } from './secret-policy.testing.ts'
import { secretProblem } from './secret-policy.ts'

test('the table has thirty-six secrets', () => {
  expect([...goodSecrets, ...badSecrets]).toHaveLength(36)
})

test.each(goodSecrets)('%s may be a secret', (_name, secret) => {
  expect(secretProblem(secret)).toBe(null)
})

test.each(badSecrets)('%s is refused in words', (_name, secret, words) => {
  expect(secretProblem(secret)).toContain(words)
})
