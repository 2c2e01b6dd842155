import { expect, test } from 'vitest'

import { createStreamSlots } from './stream-slots.ts'

test('a session has its share, and what it gives back it can take again, once', () => {
  const slots = createStreamSlots({ perSession: 2, perProcess: 10 })
  const giveBack = slots.take('ana')
  expect(slots.take('ana')).not.toBeNull()
  expect(slots.take('ana')).toBeNull()
  expect(slots.take('bob')).not.toBeNull()
  giveBack?.()
  giveBack?.()
  expect(slots.take('ana')).not.toBeNull()
  expect(slots.take('ana')).toBeNull()
})

test('all sessions together have no more than the process can bear', () => {
  const slots = createStreamSlots({ perSession: 2, perProcess: 3 })
  const taken = ['a', 'b', 'c'].map((session) => slots.take(session))
  expect(slots.take('d')).toBeNull()
  taken[0]?.()
  expect(slots.take('d')).not.toBeNull()
})
