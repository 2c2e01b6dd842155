import { expect, test } from 'vitest'

import { oneOf, parseSearch, safePath, stringifySearch, textOf } from './search-params.ts'

test('a page’s state survives its address', () => {
  const state = { q: 'O’Brien & co', stage: 'a,b', sort: 'name' }
  expect(stringifySearch(state)).toContain('stage=a,b')
  expect(parseSearch(stringifySearch(state))).toEqual(state)
})

test('what is empty leaves no trace in the address', () => {
  expect(stringifySearch({ q: '', sort: undefined })).toBe('')
})

test('only known values and real text are read', () => {
  expect(oneOf(['created', 'name'], 'name')).toBe('name')
  expect(oneOf(['created', 'name'], 'stage')).toBeUndefined()
  expect(textOf('  jane ')).toBe('jane')
  expect(textOf('  ')).toBeUndefined()
})

test.each([
  ['/leads?q=jane', '/leads?q=jane'],
  ['//evil.example/x', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['https://evil.example', undefined],
  [undefined, undefined],
])('after signing in, %j leads to %j', (next, path) => {
  expect(safePath(next)).toBe(path)
})
