import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'

import { codeOf, errorText, isPartMissing, refusedFields, tooOftenText } from './errors.ts'
import { partMissing } from './texts/errors.ts'

const answered = (code: string, message: string, data = {}) =>
  TRPCClientError.from({ error: { code: -32_000, message, data: { code, ...data } } })

test('what the API says is shown as it is', () => {
  const error = answered('CONFLICT', 'A lead with this email exists. Open it instead.')
  expect(codeOf(error)).toBe('CONFLICT')
  expect(errorText(error)).toBe('A lead with this email exists. Open it instead.')
  expect(refusedFields(error)).toEqual({})
})

test('a refused input names its fields', () => {
  const fieldErrors = { email: ['This is no email address.', 'It is too long.'] }
  const error = answered('BAD_REQUEST', '✖ This is no email address. → at email', { fieldErrors })
  expect(errorText(error)).toBe('This is no email address.')
  expect(refusedFields(error)).toEqual({ email: 'This is no email address.' })
})

test('a server that cannot be reached, or failed, says what to do', () => {
  expect(errorText(TRPCClientError.from(new TypeError('Failed to fetch')))).toContain('connection')
  expect(errorText(new TypeError('Failed to fetch'))).toContain('connection')
  expect(errorText(answered('INTERNAL_SERVER_ERROR', 'boom at line 3'))).not.toContain('boom')
})

test('a part that could not be fetched is not taken for a server that cannot be reached', () => {
  const error = new TypeError(partMissing)
  expect([isPartMissing(error), errorText(error)]).toEqual([true, partMissing])
  expect(isPartMissing(new TypeError('Failed to fetch'))).toBe(false)
})

test('whoever tried too often is told for how many seconds to wait', () => {
  const after = (seconds: string) => tooOftenText(new Headers({ 'retry-after': seconds }))
  expect(after('47')).toContain('Wait 47 seconds')
  expect(after('1')).toContain('Wait a second')
  expect(after('Wed, 21 Oct 2026 07:28:00 GMT')).toContain('Wait a minute')
  expect(tooOftenText(null)).toContain('Wait a minute')

  const response = new Response(null, { status: 429, headers: { 'retry-after': '12' } })
  const refused = { error: { code: -32_029, message: '', data: { code: 'TOO_MANY_REQUESTS' } } }
  expect(errorText(TRPCClientError.from(refused, { meta: { response } }))).toContain('12 seconds')
  expect(errorText(TRPCClientError.from(refused))).toContain('Wait a minute')
})
