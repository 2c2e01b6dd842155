import { expect, test } from 'vitest'

import { findOperations, listOperations, type ApiDocument } from './document.ts'

const content = { 'application/json': { schema: { type: 'object' } } }
const ok = { 200: { content } }
const key = (scope: string) => [{ apiKey: [scope] }, { session: [scope] }]

const document: ApiDocument = {
  servers: [{ url: 'https://leads.example' }],
  components: { schemas: {} },
  paths: {
    '/api/v1/setup/status': {
      get: {
        ...{ operationId: 'setup.status', tags: ['setup'], summary: 'Whether it is set up.' },
        ...{ security: [], responses: ok },
      },
    },
    '/api/v1/member/list': {
      get: {
        ...{ operationId: 'member.list', tags: ['member'], summary: 'The members.' },
        ...{ security: [{ session: ['settings:write'] }], responses: ok },
      },
    },
    '/api/v1/lead/list': {
      get: {
        ...{ operationId: 'lead.list', tags: ['lead'], summary: 'A page of leads.' },
        ...{ security: key('leads:read'), responses: ok },
        parameters: [
          { name: 'id', required: true, schema: { type: 'string' } },
          { name: 'range', required: false, content },
        ],
      },
    },
    '/api/v1/lead/move': {
      post: {
        ...{ operationId: 'lead.move', tags: ['lead'], summary: 'Moves a lead to a stage.' },
        ...{ security: key('leads:write'), responses: { 204: {} }, requestBody: { content } },
      },
    },
    '/api/v1/workspace/current': {
      get: {
        ...{ operationId: 'workspace.current', tags: ['workspace'], summary: 'Where you are.' },
        ...{ security: [{ apiKey: [] }, { session: [] }], responses: ok },
      },
    },
  },
}
const operations = listOperations(document)
const find = (search: string) => findOperations(operations, search).map(({ id }) => id)

test('what a key may do comes first', () => {
  expect(operations.map(({ id, access }) => [id, access])).toEqual([
    ['lead.list', { who: 'key', scope: 'leads:read' }],
    ['lead.move', { who: 'key', scope: 'leads:write' }],
    ['workspace.current', { who: 'key', scope: null }],
    ['setup.status', { who: 'anybody', scope: null }],
    ['member.list', { who: 'session', scope: 'settings:write' }],
  ])
})

test('parameters and bodies are told the same way, and what is absent is null', () => {
  const [list, move, current] = operations
  expect(list).toMatchObject({
    method: 'GET',
    input: {
      properties: { id: { type: 'string' }, range: { type: 'object' } },
      required: ['id'],
    },
    output: { type: 'object' },
  })
  expect(move).toMatchObject({ method: 'POST', input: { type: 'object' }, output: null })
  expect(current?.input).toBeNull()
})

test('a search finds every word, in path, sentence, method or scope', () => {
  expect(find('')).toHaveLength(5)
  expect(find('LEAD  move')).toEqual(['lead.move'])
  expect(find('lead.list')).toEqual(['lead.list'])
  expect(find('leads:write')).toEqual(['lead.move'])
  expect(find('post stage')).toEqual(['lead.move'])
  expect(find('lead members')).toEqual([])
})
