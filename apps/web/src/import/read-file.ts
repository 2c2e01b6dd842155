import { createCsvReader, guessDelimiter } from '@solar-capture/core/csv'
import { guessColumns, guessColumnsByRow, isHeader } from '@solar-capture/core/import-columns'
import {
  importLimits,
  toCell,
  type ImportEncoding,
  type ImportMapping,
} from '@solar-capture/core/lead-import'

import * as texts from '../texts/import-file.ts'
import { usualSource } from '../texts/import-preview.ts'
import { encodingOf, FileProblem, piecesOf, startOf } from './file-bytes.ts'

/** How a file is to be read; what is left out is guessed. */
export type Reading = Pick<ImportMapping, 'encoding' | 'isHeaderless'>

/** A file of rows: the names of its columns, how it was read and seems to be meant, and its rows as they are read. */
export type OpenedFile = {
  header: string[]
  mapping: ImportMapping
  /** Rows in their order, a few at a time, and which share of the file was read by then. */
  rows: () => AsyncGenerator<{ rows: string[][]; share: number }>
}

// What most programs wrote before UTF-8.
const usualEncoding: ImportEncoding = 'windows-1252'

/** Opens a CSV file, whatever its cells are separated by. Throws `FileProblem`. */
export async function openFile(file: File, reading: Reading = {}): Promise<OpenedFile> {
  if (file.size > importLimits.bytes) {
    throw new FileProblem(texts.tooLarge)
  }
  const head = await startOf(file)
  // Every format of spreadsheets but CSV is a ZIP or an OLE file.
  if (startsWith(head, [0x50, 0x4b]) || startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new FileProblem(texts.spreadsheet)
  }
  const sure = await encodingOf(file, head)
  const taken = reading.encoding ?? usualEncoding
  const encoding = sure ?? taken
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
  const isHeaderless = reading.isHeaderless ?? !isHeader(first)
  const header = first.map((cell, index) => {
    const text = toCell(cell.trim())
    return isHeaderless ? texts.columnLike(index + 1, text) : text || texts.nameless(index + 1)
  })
  const columns = isHeaderless ? guessColumnsByRow(first) : guessColumns(header)
  return {
    header,
    mapping: {
      ...{ columns, source: usualSource, callingCode: null, isHeaderless },
      ...(sure === null ? { encoding: taken } : {}),
    },
    rows: () => dataRows(read(), header.length, isHeaderless),
  }
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
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

/** The rows after the header, as long as that; empty ones only where others follow, as a spreadsheet counts them. */
async function* dataRows(parts: ReturnType<typeof readRows>, width: number, isHeaderless: boolean) {
  let isFirst = !isHeaderless
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
