import { createCsvReader, guessDelimiter } from '@solar-capture/core/csv'
import { importLimits, toCell } from '@solar-capture/core/lead-import'

import * as texts from '../texts/import-file.ts'

/** A file that cannot be imported, and why, in words for who chose it. */
export class FileProblem extends Error {}

/** A file of rows: the names of its columns, and its rows as they are read. */
export type OpenedFile = {
  header: string[]
  /** Rows in their order, a few at a time, and which share of the file was read by then. */
  rows: () => AsyncGenerator<{ rows: string[][]; share: number }>
}

const sampleBytes = 65_536

/** Opens a CSV file, whatever its encoding and what its cells are separated by. Throws `FileProblem`. */
export async function openFile(file: File): Promise<OpenedFile> {
  if (file.size > importLimits.bytes) {
    throw new FileProblem(texts.tooLarge)
  }
  const head = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer())
  // Every format of spreadsheets but CSV is a ZIP or an OLE file.
  if (startsWith(head, [0x50, 0x4b]) || startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new FileProblem(texts.spreadsheet)
  }
  const encoding = await encodingOf(file, head)
  const sample = new TextDecoder(encoding).decode(head, { stream: true })
  const named = /^sep=(.)\r?\n/.exec(sample)
  const delimiter = named?.[1] ?? guessDelimiter(sample)
  const read = () => readRows(file, { encoding, delimiter, skip: named?.[0].length ?? 0 })
  const first = await firstOf(read())
  if (!first || first.every((name) => name.trim() === '')) {
    throw new FileProblem(texts.empty)
  }
  if (first.length > importLimits.columns) {
    throw new FileProblem(texts.tooManyColumns(importLimits.columns))
  }
  const header = first.map((name, index) => toCell(name.trim()) || texts.nameless(index + 1))
  return { header, rows: () => withoutHeader(read(), header.length) }
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** By its byte order mark, by its zero bytes, or because it is no UTF-8. */
async function encodingOf(file: File, head: Uint8Array): Promise<string> {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be'
  const zeros = [0, 0]
  for (const [index, byte] of head.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) > head.length / 8) return odd > even ? 'utf-16le' : 'utf-16be'
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const bytes of piecesOf(file)) decoder.decode(bytes, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

type Format = { encoding: string; delimiter: string; skip: number }

async function* readRows(file: File, { encoding, delimiter, skip }: Format) {
  const decoder = new TextDecoder(encoding)
  const reader = createCsvReader(delimiter)
  let bytesRead = 0
  let left = skip
  for await (const bytes of piecesOf(file)) {
    bytesRead += bytes.length
    const text = decoder.decode(bytes, { stream: true })
    yield { rows: parse(() => reader.push(text.slice(left))), share: bytesRead / file.size }
    left = Math.max(0, left - text.length)
  }
  yield { rows: parse(() => [...reader.push(decoder.decode()), ...reader.end()]), share: 1 }
}

function parse(read: () => string[][]): string[][] {
  try {
    return read()
  } catch (error) {
    throw new FileProblem(texts.repair(error instanceof Error ? error.message : ''))
  }
}

async function firstOf(parts: ReturnType<typeof readRows>): Promise<string[] | null> {
  for await (const { rows } of parts) if (rows[0]) return rows[0]
  return null
}

/** The rows after the first, as long as the header; empty ones only where others follow, as a spreadsheet counts them. */
async function* withoutHeader(parts: ReturnType<typeof readRows>, width: number) {
  let isFirst = true
  let empty = 0
  for await (const { rows, share } of parts) {
    const kept: string[][] = []
    for (const row of rows) {
      if (isFirst) {
        isFirst = false
        continue
      }
      const cells = row.slice(0, width).map(toCell)
      if (cells.every((cell) => cell.trim() === '')) {
        empty += 1
        continue
      }
      for (; empty > 0; empty--) kept.push([])
      kept.push(cells)
    }
    yield { rows: kept, share }
  }
}
