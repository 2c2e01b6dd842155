import { expect, test } from 'vitest'

import { createCsvReader, csvLine, disarm, guessDelimiter, rearm } from './csv.ts'

/** The rows of CSV that comes `size` characters at a time. */
function rowsOf(text: string, size = text.length, delimiter = ','): string[][] {
  const reader = createCsvReader(delimiter)
  const rows: string[][] = []
  for (let at = 0; at < text.length; at += size)
    rows.push(...reader.push(text.slice(at, at + size)))
  return [...rows, ...reader.end()]
}

test('quotes, line ends of all kinds and empty cells are read, wherever the text is cut', () => {
  const text = 'a,"b ""x"", \r\nmore",\r\n,,\n"",d"e,f\rlast,"open, "and more,g'
  const rows = [
    ['a', 'b "x", \r\nmore', ''],
    ['', '', ''],
    ['', 'd"e', 'f'],
    ['last', 'open, and more', 'g'],
  ]
  for (let size = 1; size <= text.length; size++) expect(rowsOf(text, size)).toEqual(rows)
})

test('a file may end in a line end, in a delimiter or within a quote', () => {
  expect(rowsOf('a,b\n')).toEqual([['a', 'b']])
  expect(rowsOf('a,')).toEqual([['a', '']])
  expect(rowsOf('a,"b')).toEqual([['a', 'b']])
  expect(rowsOf('')).toEqual([])
})

test('a quote that is never closed is told of, instead of the file becoming one cell', () => {
  expect(() => rowsOf(`a,b\n"${'x,y\n'.repeat(50_000)}`, 65_536)).toThrow(
    'A quote in row 2 is never closed.',
  )
})

test.each([
  ['Name;Mail;Ort\nLee, Bo;b@x.example;Köln, Mitte', ';'],
  ['Name,Mail\n"Lee; Bo",b@x.example', ','],
  ['Name\tMail\na,b\tc,d\n', '\t'],
  ['only one column\nand, a comma', ','],
])('%j is split at %j', (text, delimiter) => {
  expect(guessDelimiter(text)).toBe(delimiter)
})

test.each(['=1+1', '+447700900123', '-1', '@sum', '\tx', "'=1", "''+1", '＝1'])(
  '%j is disarmed for a spreadsheet, and comes back as it was',
  (text) => {
    expect(disarm(text)).toBe(`'${text}`)
    expect(rearm(disarm(text))).toBe(text)
  },
)

test('ordinary text stays as it is both ways', () => {
  for (const text of ["O'Brien", "'quoted'", 'a=b', '', 'Jürgen']) {
    expect(disarm(text)).toBe(text)
    expect(rearm(text)).toBe(text)
  }
})

test('what is written is read again', () => {
  const cells = ['plain', 'a "quoted", one', 'two\nlines', '']
  expect(rowsOf(csvLine([...cells, null]))).toEqual([[...cells, '']])
})
