import { expect, test } from 'vitest'

import { causeToTell } from './refusal-cause.ts'
import type { RejectionCause } from './signature.ts'

const refused = (...causes: [minutes: number, cause: RejectionCause][]) =>
  causes.map(([minutes, cause]) => ({ at: new Date(minutes * 60_000), cause }))

test.each<[string, ReturnType<typeof refused>, RejectionCause | null]>([
  ['nothing', [], null],
  ['a mismatch', refused([0, 'mismatch']), 'mismatch'],
  ['one that was looked into', refused([0, 'mismatch'], [1, 'retired_secret']), 'retired_secret'],
  [
    'mismatches minutes after what was found out',
    refused([0, 'retired_secret'], [1, 'mismatch'], [10, 'mismatch']),
    'retired_secret',
  ],
  [
    'the later of two',
    refused([0, 'retired_secret'], [1, 'body_altered'], [2, 'mismatch']),
    'body_altered',
  ],
  ['a mismatch long after', refused([0, 'retired_secret'], [10.1, 'mismatch']), 'mismatch'],
  [
    'what a stranger can bring about',
    refused([0, 'sender_has_no_secret'], [1, 'mismatch']),
    'mismatch',
  ],
])('of %s the cause is told', (_, all, cause) => {
  expect(causeToTell(all)).toBe(cause)
})
