import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

const [head, ...rows] = read('docs/asvs.tsv')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'))
const items = rows.map(
  ([id = '', level = '', status = '', evidence = '', words = '', note = '']) => ({
    ...{ id, level, status, evidence, words, note },
  }),
)

test('the register has every item of the chapters about the browser, signing in, sessions and access', () => {
  expect(head).toEqual(['id', 'level', 'status', 'evidence', 'words to find there', 'note'])
  const chapters = items.map(({ id }) => id.split('.')[0])
  const counts = ['3', '6', '7', '8'].map((one) => chapters.filter((id) => id === one).length)
  expect(counts).toEqual([19, 35, 18, 7])
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

test.each(items)('$id ($status) points to what shows it', ({ status, evidence, words, note }) => {
  if (status === 'not applicable') return expect(note).not.toBe('')
  expect(['met', 'open', 'operator']).toContain(status)
  expect(existsSync(`${root}${evidence}`)).toBe(true)
  expect(read(evidence)).toContain(words)
  if (status === 'open') expect(note).not.toBe('')
})
