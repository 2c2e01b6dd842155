import { expect, test } from 'vitest'

import { suggestLeads, type LeadlessBooking, type SuggestableLead } from './suggest-leads.ts'

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
    lead('h', { name: 'Bob Ray', email: 'jane@acme.exampel' }),
    lead('g', { name: 'Jane Ray', email: 'jane@acme.exampl' }),
    lead('d', { name: 'jane doe', email: 'jan@acme.example' }),
    lead('c', { phone: '+447700900123' }),
    lead('b', { email: 'jane@home.example', aliases: ['jane@acme.example'] }),
  ]
  const order = [
    ['b', 'same_email'],
    ['c', 'same_phone'],
    ['d', 'same_name_and_email_one_edit'],
    ['e', 'same_name_and_postcode'],
    ['g', 'email_one_edit'],
    ['f', 'same_name'],
    ['h', 'email_one_edit_other_name'],
  ]
  expect(suggested(jane, leads)).toEqual(order.slice(0, 5))
  expect(suggested(jane, leads.slice(0, 4))).toEqual(order.slice(2).filter(([id]) => id !== 'd'))
  expect(suggested({ ...jane, ambiguousLeadId: 'a' }, [...leads, lead('a')])).toEqual([
    ['a', 'booking_link'],
    ...order.slice(0, 4),
  ])
})

test.each([
  ['a namesake', { name: 'محمد' }, 'same_name'],
  [
    'a namesake with a near email',
    { name: 'محمد', email: 'unbekannt1@x.example' },
    'same_name_and_email_one_edit',
  ],
  ['a namesake at the place', { name: 'محمد', postcode: '1010' }, 'same_name_and_postcode'],
  [
    'who has a part of the name',
    { name: 'محمد علي', email: 'unbekannt1@x.example' },
    'email_one_edit',
  ],
])('%s comes before a stranger whose email is one letter off', (_, some, reason) => {
  const booked = booking({
    ...{ bookerName: 'محمد', bookerEmail: 'unbekannt12@x.example', location: 'Ring 1, 1010 Wien' },
  })
  const stranger = lead('a', { name: 'Solar Fan', email: 'unbekannt13@x.example' })
  expect(suggested(booked, [stranger, lead('b', some)])).toEqual([
    ['b', reason],
    ['a', 'email_one_edit_other_name'],
  ])
})

test('who is called as the booker is told apart from who is not, whatever the reason', () => {
  const phone = '+447700900123'
  const leads = [lead('a', { phone, name: 'jane DOE' }), lead('b', { phone, name: 'Jane' })]
  const found = suggestLeads(jane, leads).map(({ lead: { id }, isNamesake }) => [id, isNamesake])
  expect(found).toEqual([
    ['a', true],
    ['b', false],
  ])
  const nameless = suggestLeads({ ...jane, bookerName: null }, leads)
  expect(nameless.map(({ isNamesake }) => isNamesake)).toEqual([false, false])
})

test('a near email of a booker without a name says nothing of another name', () => {
  const found = suggested({ ...jane, bookerName: null }, [lead('a', { email: 'jan@acme.example' })])
  expect(found).toEqual([['a', 'email_one_edit']])
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
