import { expect, test } from 'vitest'

import { whyUnwatched } from './why-unwatched.ts'

const secret = {}

test('an account is watched while it is active and has a secret', () => {
  expect(whyUnwatched({ mode: 'active', secret })).toBe(null)
  expect(whyUnwatched({ mode: 'active', secret: null })).toBe('secret')
  expect(whyUnwatched({ mode: 'paused', secret })).toBe('paused')
  expect(whyUnwatched({ mode: 'disabled', secret: null })).toBe('disabled')
})
