import { afterAll, beforeAll, expect, test } from 'vitest'

import { plainText } from '@solar-capture/core/lead-typo'

import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test('a text has a number for how each word begins and for every three characters in a row, whatever its length', async () => {
  const text = ' zoë ångström-müller zoe@acme.example 447700900123 ls13ab 中村 😀😀😀 b'
  const rows = await database.sql<{ length: number; grams: number[]; expected: number[] }[]>`
    with given as (
      select '01a219b6-e560-7e07-98db-a1f0eab91856'::uuid as workspace, length, left(${text}, length) as value
      from generate_series(0, length(${text})) as length
    )
    select length, search_grams(workspace, value) as grams, array(
      select hashtext(workspace || ' ' || left(word, 1)) from unnest(string_to_array(value, ' ')) as word
    ) || array(
      select hashtext(workspace || substr(value, place, 3)) from generate_series(1, length - 2) as place
    ) as expected
    from given`
  expect(rows.at(-1)?.length).toBe(rows.length - 1)
  for (const { grams, expected } of rows) expect(grams).toEqual(expected)
  expect(rows.at(-1)?.grams.length).toBeGreaterThan(60)
})

test('letters are made plain as slips of typing are looked for', async () => {
  const letters = Array.from({ length: 0x2_00 }, (_, code) => String.fromCodePoint(code + 32))
  const texts = [
    ...letters,
    'ẞ',
    'Ｇroß',
    'Åse Bjørn-Møller',
    "O'Śnieżek",
    'Ðórdís Þór',
    'x',
    '中村',
  ]
  const rows = await database.sql<{ plain: string }[]>`
    select searchable(given) as plain from unnest(${texts}::text[]) with ordinality as texts(given, place) order by place`
  expect(rows.map(({ plain }) => plain)).toEqual(texts.map(plainText))
})
