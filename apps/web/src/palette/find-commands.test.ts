import { expect, test } from 'vitest'

import { findCommands } from './find-commands.ts'

const commands = [
  { label: 'Leads' },
  { label: 'New lead', also: 'add create' },
  { label: 'API keys', also: 'Programs that read and change it' },
  { label: 'Keyboard shortcuts' },
]
const found = (text: string) => findCommands(commands, text).map(({ label }) => label)

test('each word begins a word of the label, or one that it is also found by', () => {
  expect(found('api k')).toEqual(['API keys'])
  expect(found('add')).toEqual(['New lead'])
  expect(found('lead new')).toEqual(['New lead'])
  expect(found('chan')).toEqual(['API keys'])
  expect(found('eads')).toEqual([])
  expect(found('jane doe')).toEqual([])
})

test('a label that begins with the text comes before others', () => {
  expect(found('key')).toEqual(['Keyboard shortcuts', 'API keys'])
  expect(found('Lead')).toEqual(['Leads', 'New lead'])
})

test('nothing is found by words that only join others', () => {
  expect(found('an')).toEqual([])
  expect(found('that')).toEqual([])
})

test('nothing typed names them all', () => {
  expect(found('  ')).toHaveLength(commands.length)
})
