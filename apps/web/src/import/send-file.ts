import { importLimits } from '@solar-capture/core/lead-import'

import { codeOf } from '../errors.ts'
import * as texts from '../texts/import-file.ts'
import { client } from '../trpc.ts'
import { FileProblem } from './file-bytes.ts'
import type { LeadImport } from './import-query.ts'
import { openFile, type OpenedFile, type Reading } from './read-file.ts'

export type Sending = { rows: number; /** Of the file, from 0 to 1. */ share: number }

const encoder = new TextEncoder()
const retryMs = [500, 2_000, 5_000]

type Options = {
  /** Imports that have not all of their rows yet. */
  unfinished: LeadImport[]
  /** How to read the file, where that is not to be guessed. */
  reading?: Reading
  onProgress: (sending: Sending) => void
}

/**
 * Brings a file to the server and answers the id of its import. Goes on with one of `unfinished` that has its name and columns.
 * Throws `FileProblem`, and what the server refused.
 */
export async function sendFile(
  file: File,
  { unfinished, reading, onProgress }: Options,
): Promise<string> {
  const { before, opened } = await findBefore(file, unfinished)
  const { header, mapping, rows } = opened ?? (await openFile(file, reading))
  const start = { fileName: file.name, header, mapping }
  const { importId } = before ?? (await client.lead.import.start.mutate(start))
  let there = before?.rows ?? 0
  let number = 0
  let batch: string[][] = []
  let size = 0
  const send = async (isLast: boolean) => {
    if (batch.length === 0 && !isLast) return
    const from = there + 1
    const part = { importId, from, rows: batch, isLast }
    there = (await persistently(() => client.lead.import.append.mutate(part))).rows
    batch = []
    size = 0
  }
  for await (const { rows: read, share } of rows()) {
    for (const row of read) {
      number += 1
      if (number > importLimits.rows) {
        await client.lead.import.discard.mutate({ importId })
        throw new FileProblem(texts.tooManyRows)
      }
      // What an earlier try brought.
      if (number <= there) continue
      const bytes = encoder.encode(JSON.stringify(row)).length + 1
      if (batch.length === importLimits.rowsAtOnce || size + bytes > importLimits.bytesAtOnce)
        await send(false)
      batch.push(row)
      size += bytes
    }
    onProgress({ rows: there, share })
  }
  if (number === 0) {
    await client.lead.import.discard.mutate({ importId })
    throw new FileProblem(texts.noRows)
  }
  await send(true)
  return importId
}

/** The import that this file goes on with, if any, and the file as that one was read: the rest has to be read alike. */
async function findBefore(
  file: File,
  unfinished: LeadImport[],
): Promise<{ before?: LeadImport; opened?: OpenedFile }> {
  for (const before of unfinished.filter(({ fileName }) => fileName === file.name)) {
    const { encoding, isHeaderless = false } = before.mapping ?? {}
    const opened = await openFile(file, { encoding, isHeaderless })
    if (opened.header.join('\n') === before.header.join('\n')) return { before, opened }
  }
  return {}
}

/** Does it again when the server could not be reached; sending rows twice does no harm. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of retryMs) {
    try {
      return await work()
    } catch (error) {
      if (codeOf(error) !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return work()
}
