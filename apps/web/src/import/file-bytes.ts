import { errorText } from '../errors.ts'
import * as texts from '../texts/import-file.ts'

/** A file that cannot be imported, and why, in words for who chose it. */
export class FileProblem extends Error {}

/** What went wrong with a file on its way, in words for who chose it. */
export function problemText(error: unknown): string {
  return error instanceof FileProblem ? error.message : errorText(error)
}

const sampleBytes = 65_536

/** The first bytes of a file, enough to guess what it is. Throws `FileProblem`. */
export async function startOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await legible(file.slice(0, sampleBytes).arrayBuffer()))
}

/** The bytes of a file as they are read. Throws `FileProblem`. */
export async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  try {
    for (;;) {
      const { done, value } = await legible(reader.read())
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

/**
 * What a file is written in, where that is sure: by its byte order mark, by its zero bytes, or because it is UTF-8. Null where it
 * is none of these. `head` are its first bytes. Throws `FileProblem`.
 */
export async function encodingOf(
  file: File,
  head: Uint8Array,
): Promise<'utf-8' | 'utf-16le' | 'utf-16be' | null> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
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
  } catch (error) {
    if (error instanceof FileProblem) throw error
    return null
  }
}

// It may have been changed or removed since it was chosen.
async function legible<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof DOMException) throw new FileProblem(texts.unreadable)
    throw error
  }
}
