import { expect, test } from 'vitest'
import { z } from 'zod'

import { toJsonSchema } from './json-schema.ts'
import { readQuery } from './read-query.ts'

const schema = toJsonSchema(
  z
    .strictObject({
      text: z.string(),
      limit: z.int().min(1).max(200).default(50),
      isOpen: z.boolean(),
      ids: z.array(z.uuid()),
      numbers: z.array(z.number()).nullable(),
      sort: z.enum(['up', 'down']),
      cursor: z.string().max(10).nullish(),
      mixed: z.union([z.number(), z.string()]),
      range: z.strictObject({ from: z.int() }),
    })
    .partial()
    .optional(),
  'input',
)

test.each<[query: string, input: unknown]>([
  ['', {}],
  ['text=20', { text: '20' }],
  ['text=true&cursor=null', { text: 'true', cursor: 'null' }],
  ['text=a%20b+c%26d', { text: 'a b c&d' }],
  ['limit=20', { limit: 20 }],
  ['limit=2.5', { limit: 2.5 }],
  ['isOpen=true', { isOpen: true }],
  ['isOpen=false', { isOpen: false }],
  ['ids=a', { ids: ['a'] }],
  ['ids=a&text=x&ids=b', { ids: ['a', 'b'], text: 'x' }],
  ['numbers=1&numbers=2', { numbers: [1, 2] }],
  ['sort=up', { sort: 'up' }],
  ['mixed=5', { mixed: '5' }],
  ['range={"from":1}', { range: { from: 1 } }],
])('%s is read by what the input has there', (query, input) => {
  expect(readQuery(query, schema)).toEqual(input)
})

test.each<[query: string, input: unknown]>([
  ['limit=many', { limit: 'many' }],
  ['limit=', { limit: '' }],
  ['limit=0x10', { limit: '0x10' }],
  ['isOpen=yes', { isOpen: 'yes' }],
  ['text=a&text=b', { text: ['a', 'b'] }],
  ['limit=1&limit=2', { limit: ['1', '2'] }],
  ['range=broken', { range: 'broken' }],
  ['other=1', { other: '1' }],
  ['constructor=1', { constructor: '1' }],
  ['text[]=a', { 'text[]': 'a' }],
])('%s is left to the input’s own schema to refuse', (query, input) => {
  expect(readQuery(query, schema)).toEqual(input)
})

test('a name of JavaScript’s own is a name like any other', () => {
  const input = readQuery('__proto__=1', schema)
  expect(Object.keys(input as object)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(input)).toBe(Object.prototype)
})

test('who takes nothing is given nothing, but for what somebody sent', () => {
  expect(readQuery('', null)).toBeUndefined()
  expect(readQuery('limit=1', null)).toEqual({ limit: '1' })
})
