import { randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { makeLeadToken, readLeadToken } from './lead-token.ts'

const key = Buffer.alloc(32, 7)
const leadId = '019a8f3e-1111-7222-8333-444455556666'

test('a token names its lead', () => {
  expect(readLeadToken(makeLeadToken(leadId, key), key)).toBe(leadId)
})

test('a token of another workspace, or changed in any character, names nobody', () => {
  const token = makeLeadToken(leadId, key)
  expect(readLeadToken(token, Buffer.alloc(32, 8))).toBeNull()
  for (let at = 0; at < token.length; at += 1) {
    for (const other of ['0', 'A', '.', '-']) {
      if (token[at] === other) continue
      const changed = token.slice(0, at) + other + token.slice(at + 1)
      // The last character carries two bits that mean nothing.
      const expected = at === token.length - 1 ? [null, leadId] : [null]
      expect(expected).toContain(readLeadToken(changed, key))
    }
  }
})

test('a thousand guesses name nobody', () => {
  const id = leadId.replaceAll('-', '')
  for (let guess = 0; guess < 1_000; guess += 1) {
    const token = `${id}.${randomBytes(16).toString('base64url')}`
    expect(readLeadToken(token, key)).toBeNull()
  }
})

test.each(['', 'x', leadId, `${leadId}.`, `${leadId.replaceAll('-', '')}.short`])(
  '%j is no token',
  (text) => {
    expect(readLeadToken(text, key)).toBeNull()
  },
)
