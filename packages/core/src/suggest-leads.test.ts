import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  isOneEditAway,
  suggestLeads,
  type LeadlessBooking,
  type SuggestableLead,
} from './suggest-leads.ts'

const booking = (some: Partial<LeadlessBooking>): LeadlessBooking => ({
  ...{ bookerName: null, bookerEmail: null, bookerPhone: null, location: null },
  ambiguousLeadId: null,
  ...some,
})
const lead = (id: string, some: Partial<SuggestableLead> = {}): SuggestableLead => ({
  ...{ id, name: `Lead ${id}`, email: null, aliases: [], phone: null, postcode: null },
  ...some,
})
const jane = booking({
  ...{ bookerName: 'Jane Doe', bookerEmail: 'jane@acme.example', bookerPhone: '+447700900123' },
  location: '3 Mill Lane, Leeds LS1 4AB',
})

/** The ids of who is suggested and why, in their order. */
const suggested = (to: LeadlessBooking, leads: SuggestableLead[]) =>
  suggestLeads(to, leads).map(({ lead: { id }, reason }) => [id, reason])

test('the better the reason, the earlier a lead is suggested', () => {
  const leads = [
    lead('f', { name: ' jane  DOE' }),
    lead('e', { name: 'Jane Doe', postcode: 'ls14ab' }),
    lead('d', { email: 'jane@acme.exampel' }),
    lead('c', { phone: '+447700900123' }),
    lead('b', { email: 'jane@home.example', aliases: ['jane@acme.example'] }),
  ]
  const order = [
    ['b', 'same_email'],
    ['c', 'same_phone'],
    ['d', 'email_one_edit'],
    ['e', 'same_name_and_postcode'],
    ['f', 'same_name'],
  ]
  expect(suggested(jane, leads)).toEqual(order)
  expect(suggested({ ...jane, ambiguousLeadId: 'a' }, [...leads, lead('a')])).toEqual([
    ['a', 'booking_link'],
    ...order.slice(0, 4),
  ])
})

test('of leads with the same reason the one with more reasons comes first, then the older one', () => {
  const phone = '+447700900123'
  const leads = [lead('c', { phone }), lead('b', { phone }), lead('d', { phone, name: 'Jane Doe' })]
  expect(suggested(jane, leads)).toEqual([
    ['d', 'same_phone'],
    ['b', 'same_phone'],
    ['c', 'same_phone'],
  ])
})

test('who has nothing in common is not suggested, and what is missing is nothing in common', () => {
  expect(suggested(jane, [lead('a', { email: 'bob@acme.example', postcode: 'LS1 4AB' })])).toEqual(
    [],
  )
  expect(suggested(booking({}), [lead('a'), lead('b', { name: '' })])).toEqual([])
})

test.each([
  ['LS1 4AB', '3 Mill Lane, Leeds LS1 4AB', true],
  ['ls14ab', '3 Mill Lane, Leeds LS1  4AB, United Kingdom', true],
  ['LS1 4AB', '3 Mill Lane, leeds ls14ab', true],
  ['1010', 'Ring 1, 1010 Wien', true],
  ['1000-205', 'Rua Augusta 2, 1000-205 Lisboa', true],
  ['LS1 4AB', '3 Mill Lane, Leeds LS1 4AC', false],
  ['S1 4AB', '3 Mill Lane, Leeds LS1 4AB', false],
  ['1010', 'Call +43 1 101055', false],
  ['.*', 'anywhere', false],
  ['...', 'anywhere', false],
  ['12', '12 Mill Lane', false],
])('the postcode %s is in "%s": %s', (postcode, location, isThere) => {
  expect(suggested({ ...jane, location }, [lead('a', { name: 'Jane Doe', postcode })])).toEqual([
    ['a', isThere ? 'same_name_and_postcode' : 'same_name'],
  ])
})

test.each([
  ['jane@acme.example', 'jan@acme.example', true],
  ['jane@acme.example', 'jaane@acme.example', true],
  ['jane@acme.example', 'jine@acme.example', true],
  ['jane@acme.example', 'jnae@acme.example', true],
  ['jane@acme.example', 'jane@acme.exampl', true],
  ['jane@acme.example', 'jane@acme.examlpe', true],
  ['jane@acme.example', 'janea@cme.example', true],
  ['jane@acme.example', 'ane@acme.example', true],
  ['𝒥ane@acme.example', 'ane@acme.example', true],
  ['𝒥ane@acme.example', '𝒦ane@acme.example', true],
  ['jane@acme.example', 'jane@acme.example', false],
  ['jane@acme.example', 'jan@acme.exampl', false],
  ['jane@acme.example', 'naje@acme.example', false],
  ['jane@acme.example', 'jina@acme.example', false],
  ['jane@acme.example', 'ejan@acme.example', false],
  ['aab', 'abb', true],
  ['', 'a', true],
  ['', '', false],
])('%s and %s are one edit apart: %s', (a, b, isNear) => {
  expect(isOneEditAway(a, b)).toBe(isNear)
  expect(isOneEditAway(b, a)).toBe(isNear)
})

/** How many insertions, deletions, substitutions and swaps of neighbours make `b` of `a`, by the textbook's table. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => Math.max(i, j)),
  )
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost)
      rows[i]?.splice(j, 1, isSwap ? Math.min(best, at(i - 2, j - 2) + 1) : best)
    }
  }
  return at(a.length, b.length)
}

test('one edit is what the textbook says it is', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(isOneEditAway(a, b)).toBe(distance(a, b) === 1)
    }),
    { numRuns: 20_000 },
  )
})
