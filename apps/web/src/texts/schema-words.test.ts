import { expect, test } from 'vitest'

import type { Schema } from '../api-docs/document.ts'
import { listFields, outline, typeWords } from './schema-words.ts'

test.each<[words: string, schema: Schema]>([
  ['string', { type: 'string' }],
  ['string, at most 200 characters', { type: 'string', maxLength: 200 }],
  ['string, 1 to 20 characters', { type: 'string', minLength: 1, maxLength: 20 }],
  ['string, at least 12 characters', { type: 'string', minLength: 12 }],
  ['uuid', { type: 'string', format: 'uuid', maxLength: 36 }],
  ['time', { type: 'string', format: 'date-time' }],
  ['integer, 1 to 200', { type: 'integer', minimum: 1, maximum: 200 }],
  ['boolean', { type: 'boolean' }],
  ['one of up, down', { type: 'string', enum: ['up', 'down'] }],
  [
    'list of uuid, at most 5',
    { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 5 },
  ],
  ['string or null', { type: ['string', 'null'] }],
  ['time or null', { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }],
  ['"user"', { const: 'user' }],
  ['anything', {}],
])('%s', (words, schema) => {
  expect(typeWords(schema)).toBe(words)
})

test('the fields of objects within stand below them', () => {
  const rule: Schema = {
    type: 'object',
    properties: {
      fact: { type: 'string', default: 'booked' },
      on: { type: 'boolean', default: true },
    },
    required: ['fact'],
  }
  const schema: Schema = {
    type: 'object',
    properties: { rules: { type: 'array', items: rule }, first: rule },
    required: ['rules'],
  }
  expect(listFields(schema)).toEqual([
    { name: 'rules', type: 'list of object', required: true, fallback: null },
    { name: 'rules[].fact', type: 'string', required: true, fallback: 'booked' },
    { name: 'rules[].on', type: 'boolean', required: false, fallback: 'true' },
    { name: 'first', type: 'object', required: false, fallback: null },
    { name: 'first.fact', type: 'string', required: true, fallback: 'booked' },
    { name: 'first.on', type: 'boolean', required: false, fallback: 'true' },
  ])
})

test('an answer is outlined, with what it refers to written out', () => {
  const time: Schema = { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }
  const stage: Schema = {
    type: 'object',
    properties: { kind: { type: 'string', enum: ['open', 'won'] }, at: time },
    required: ['kind'],
  }
  const schema: Schema = {
    type: 'object',
    properties: {
      items: { type: 'array', items: { $ref: '#/components/schemas/Stage' } },
      marks: { type: 'array', items: { type: ['string', 'null'] } },
      counts: { type: 'object', additionalProperties: { type: 'integer' } },
      detail: {},
    },
    required: ['items', 'marks', 'counts', 'detail'],
  }
  expect(outline(schema, { Stage: stage })).toBe(`{
  items: {
    kind: "open" | "won"
    at?: time | null
  }[]
  marks: (string | null)[]
  counts: {
    [name]: integer
  }
  detail: anything
}`)
})
