import { expect, test } from 'vitest'

import { openFile } from './read-file.ts'

const fileOf = (...parts: (string | number[])[]) =>
  new File(
    parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))),
    'people.csv',
  )

async function rowsOf({ rows }: Awaited<ReturnType<typeof openFile>>) {
  const all: string[][] = []
  for await (const part of rows()) all.push(...part.rows)
  return all
}

// 'Пётр', '田中'
const cyrillic = [0xcf, 0xb8, 0xf2, 0xf0]
const japanese = [0x93, 0x63, 0x92, 0x86]

test('what is neither UTF-8 nor UTF-16 is read in what is said, else as Western', async () => {
  const file = fileOf('Name,Email\n', cyrillic, ',p@acme.example\n')
  const guessed = await openFile(file)
  expect(guessed.mapping).toMatchObject({ encoding: 'windows-1252', isHeaderless: false })
  expect((await rowsOf(guessed))[0]?.[0]).toBe('Ï¸òð')
  const said = await openFile(file, { encoding: 'windows-1251' })
  expect(said.mapping.encoding).toBe('windows-1251')
  expect((await rowsOf(said))[0]?.[0]).toBe('Пётр')
  const read = await openFile(fileOf('Name\n', japanese), { encoding: 'shift_jis' })
  expect(await rowsOf(read)).toEqual([['田中']])
})

test.each([
  ['ASCII', fileOf('Name,Email\nBo,bo@acme.example')],
  ['UTF-8', fileOf('Name,Email\nZoë,zoe@acme.example')],
  ['UTF-16', fileOf([0xff, 0xfe], Array.from('Name\nZoë', (one) => [one.charCodeAt(0), 0]).flat())],
])('%s needs no choice, and takes none', async (_, file) => {
  const { mapping, rows, header } = await openFile(file, { encoding: 'windows-1251' })
  expect(mapping).not.toHaveProperty('encoding')
  expect((await rowsOf({ mapping, rows, header }))[0]?.[0]).toMatch(/^(Bo|Zoë)$/)
})

test('a first row with an email or a phone is a row, unless it is said to be names', async () => {
  const file = fileOf('Pete Plain,pete@acme.example,\nBo,bo@acme.example,Leeds\n')
  const guessed = await openFile(file)
  expect(guessed.header).toEqual([
    ...['Column 1 (Pete Plain)', 'Column 2 (pete@acme.example)', 'Column 3'],
  ])
  expect(guessed.mapping).toMatchObject({ columns: ['name', 'email', null], isHeaderless: true })
  expect((await rowsOf(guessed)).map(([name]) => name)).toEqual(['Pete Plain', 'Bo'])
  const said = await openFile(file, { isHeaderless: false })
  expect([said.header[0], (await rowsOf(said)).length]).toEqual(['Pete Plain', 1])
  const named = await openFile(fileOf('Name,Email\nBo,bo@acme.example'), { isHeaderless: true })
  expect([named.header[0], (await rowsOf(named)).length]).toEqual(['Column 1 (Name)', 2])
})

test('a file that is gone by now is told of', async () => {
  const file = fileOf('Name\nBo')
  const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
  Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: gone }) })
  await expect(openFile(file)).rejects.toThrow('The file cannot be read.')
})
