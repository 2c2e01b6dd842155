import { expect, test } from 'vitest'

import { guessColumns, guessColumnsByRow, isHeader } from './import-columns.ts'
import { decideRows, type KnownLead } from './import-decision.ts'
import { importMapping } from './import-mapping.ts'
import { readRow } from './import-row.ts'
import { sheetRow, toCallingCode, toCell, type ImportMapping } from './lead-import.ts'

const mapping: ImportMapping = {
  columns: ['name', 'email', 'phone', 'postcode', 'address', 'address', 'source'],
  source: 'Fair',
  callingCode: '+44',
}

const jane: KnownLead = {
  ...{ id: 'jane', name: 'Jane Doe', email: 'jane@acme.example', phone: '+447700900001' },
  ...{ postcode: null, address: 'Mill Lane 1', source: 'Website' },
}

const none = { known: new Map(), seen: new Map(), mapping }

/** What rows of cells do, numbered from 1. */
function decide(rows: string[][], some: Partial<Parameters<typeof decideRows>[1]> = {}) {
  const read = rows.map((cells, index) => ({ number: index + 1, row: readRow(cells, mapping) }))
  return decideRows(read, { ...none, ...some })
}

const reasons = (rows: string[][], some = {}) =>
  decide(rows, some).decisions.map((one) => (one.outcome === 'refused' ? one.reason : one.outcome))

test('columns are recognised by English and German names, however they are written', () => {
  expect(
    guessColumns(['Full Name', 'E-Mail', 'PHONE_NUMBER', 'Zip code', 'Street', 'City']),
  ).toEqual([...['name', 'email', 'phone', 'postcode', 'address', 'address']])
  expect(
    guessColumns(['Vorname', 'Nachname', 'E-Mail-Adresse', 'Handy', 'PLZ', 'Straße', 'Quelle']),
  ).toEqual([...['firstName', 'lastName', 'email', 'phone', 'postcode', 'address', 'source']])
  expect(guessColumns(['Lead id', '', 'Notes', 'constructor'])).toEqual([null, null, null, null])
})

test('a row becomes what a lead stores', () => {
  const cells = [' Bo  ', 'BO@Acme.Example', '(07700) 900-123', 'SW1', 'Mill Lane 2', 'Leeds', '']
  expect(readRow(cells, mapping)).toEqual({
    ok: true,
    values: {
      ...{ name: 'Bo', email: 'bo@acme.example', phone: '+447700900123', postcode: 'SW1' },
      ...{ address: 'Mill Lane 2, Leeds', source: null },
    },
  })
})

test.each([
  ["'+447700900123", '+447700900123'],
  ['00447700900123', '+447700900123'],
  ['447700900123', '+447700900123'],
  ['+49 (0)30 123456', '+4930123456'],
])('the phone number %s is %s', (text, phone) => {
  expect(readRow(['Bo', '', text], mapping)).toMatchObject({ ok: true, values: { phone } })
})

test.each([
  ['+1', '(555) 123-4567', '+15551234567'],
  ['+1', '1 555 123 4567', '+15551234567'],
  ['+34', '612 345 678', '+34612345678'],
  ['+47', '47 12 34 56', '+4747123456'],
  ['+47', '004712345678', '+4712345678'],
  ['+39', '06 1234 5678', '+390612345678'],
])('where %s is the country, %s is %s', (callingCode, text, phone) => {
  const row = readRow(['Bo', '', text], { ...mapping, callingCode })
  expect(row).toMatchObject({ ok: true, values: { phone } })
})

test.each([
  ['49', '+49'],
  ['0049', '+49'],
  [' +49', '+49'],
  ['(+1)', '+1'],
  ['00 353', '+353'],
  ['', null],
  ['0', null],
  ['+', null],
  ['+4915', null],
  ['DE', null],
])('the calling code %j is %j', (text, code) => {
  expect(toCallingCode(text)).toBe(code)
})

test('a phone number that cannot be used is left out on demand, where an email is there', () => {
  const local: ImportMapping = { ...mapping, callingCode: null, leavesOutPhones: true }
  const read = (...cells: string[]) => readRow(cells, local)
  expect(read('Bo', 'bo@acme.example', '0171 2345678')).toMatchObject({
    ok: true,
    values: { email: 'bo@acme.example', phone: null },
  })
  expect(read('Bo', 'bo@acme.example', '+49 171 2345678')).toMatchObject({
    ok: true,
    values: { phone: '+491712345678' },
  })
  expect(read('Bo', '', '0171 2345678').ok).toBe(false)
  expect(read('Bo', 'nobody', '0171 2345678').ok).toBe(false)
})

test('without a header, columns are recognised by what is in them, and rows count from the first', () => {
  const person = ['17', 'Pete Plain', "'+49 171 2345678", 'pete@acme.example', 'Leeds']
  expect(isHeader(person)).toBe(false)
  expect(guessColumnsByRow(person)).toEqual([null, 'name', 'phone', 'email', null])
  expect(isHeader(['Pete Plain', '0171 2345678'])).toBe(false)
  expect(isHeader(['Pete Plain', '447700900123'])).toBe(false)
  for (const names of [
    ['Name', 'E-Mail'],
    ['@', '2024', '2020-2024'],
    ['01.02.2024', ''],
  ]) {
    expect(isHeader(names)).toBe(true)
  }
  const rows = [
    ['Bo', 'bo@acme.example'],
    ['Bo again', 'bo@acme.example'],
  ]
  expect(reasons(rows, { mapping: { ...mapping, isHeaderless: true } })[1]).toBe(
    'This is the same email address as in row 1, which was taken.',
  )
  expect([sheetRow(1, null), sheetRow(1, { isHeaderless: true })]).toEqual([2, 1])
})

test('a mapping that says nothing of how the file was read is still taken', () => {
  expect(importMapping.parse(mapping)).toEqual(mapping)
  const read = { ...mapping, isHeaderless: true, encoding: 'shift_jis', leavesOutPhones: false }
  expect(importMapping.safeParse(read).success).toBe(true)
  expect(importMapping.safeParse({ ...mapping, encoding: 'utf-7' }).success).toBe(false)
})

test('first and last name make a name, and of two phones the first that is filled counts', () => {
  const columns: ImportMapping['columns'] = ['lastName', 'firstName', 'phone', 'phone']
  const row = readRow(['Doe', 'Jane', '', '+447700900123'], { ...mapping, columns })
  expect(row).toMatchObject({ ok: true, values: { name: 'Jane Doe', phone: '+447700900123' } })
})

test('what cannot be used is refused in a sentence', () => {
  expect(
    reasons([
      ['', '', ''],
      ['Bo', 'not an address', ''],
      ['Bo', '', '4.477E+11'],
      ['Bo', '', ''],
      ['', 'bo@acme.example', ''],
      ['x'.repeat(201), 'bo@acme.example', ''],
      ['=HYPERLINK("http://x")', 'cell@acme.example', ''],
    ]),
  ).toEqual([
    'Nothing is in this row.',
    'Enter an email address, such as jane@example.com.',
    'Enter the phone number with its country code, such as +44 7700 900123.',
    'A lead needs an email address or a phone number, so that bookings can be matched to it.',
    'A lead needs a name.',
    'The name is longer than 200 characters.',
    'created',
  ])
})

test('a lead is found by its email, empty cells erase nothing, and the changes are told', () => {
  const known = new Map([['jane@acme.example', jane]])
  const { decisions } = decide(
    [
      ['Jane Smith', 'Jane@acme.example', '', 'LS1 4AB', '', '', ''],
      ['Bo', 'bo@acme.example'],
    ],
    { known },
  )
  expect(decisions).toEqual([
    {
      ...{ number: 1, outcome: 'updated', lead: jane },
      changes: [
        { field: 'name', from: 'Jane Doe', to: 'Jane Smith' },
        { field: 'postcode', from: null, to: 'LS1 4AB' },
      ],
    },
    { number: 2, outcome: 'created', lead: expect.objectContaining({ source: 'Fair' }) },
  ])
  expect(reasons([['Jane Doe', 'jane@acme.example']], { known })).toEqual(['unchanged'])
})

test('a row without email is of the lead that alone has its phone', () => {
  const known = new Map<string, KnownLead | 'several'>([
    ['+447700900001', jane],
    ['+447700900002', 'several'],
  ])
  expect(
    reasons(
      [
        ['J. Doe', '', '07700 900001'],
        ['Bo', '', '07700 900002'],
        ['Bo', '', '07700 900003'],
      ],
      {
        known,
      },
    ),
  ).toEqual([
    'updated',
    'Several leads have this phone number. Change the one that is meant by hand.',
    'created',
  ])
})

test('a row that repeats an earlier one is refused; one that was refused itself does not count', () => {
  const known = new Map([
    ['jane@acme.example', jane],
    ['old@acme.example', jane],
  ])
  const { decisions, fresh } = decide([
    ['', 'bo@acme.example'],
    ['Bo', 'bo@acme.example', '07700 900123'],
    ['Bo again', 'BO@acme.example'],
    ['Bo by phone', '', '+447700900123'],
    ['Bea, of the same phone', 'bea@acme.example', '+447700900123'],
  ])
  expect(decisions.map((one) => (one.outcome === 'refused' ? one.reason : one.outcome))).toEqual([
    'A lead needs a name.',
    'created',
    'This is the same email address as in row 3, which was taken.',
    'This is the same phone number as in row 3, which was taken.',
    'created',
  ])
  expect(reasons([['Bo', 'bo@acme.example']], { seen: fresh })).toEqual([
    'This is the same email address as in row 3, which was taken.',
  ])
  expect(
    reasons(
      [
        ['J', 'jane@acme.example'],
        ['J', 'old@acme.example'],
      ],
      { known },
    ),
  ).toEqual(['updated', 'This is the same lead as in row 2, which was taken.'])
})

test('cells are kept as the database can hold them', () => {
  expect(toCell('a\0b\ud800')).toBe('a\ufffdb\ufffd')
  expect(toCell('x'.repeat(2_000))).toHaveLength(1_000)
})
