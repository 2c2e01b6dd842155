import { isTooDeep } from './json-reader.ts'

const byteOrderMark = '\ufeff'

/**
 * What a body may have been before a proxy wrote it anew: with other line breaks, with or without a byte order
 * mark, or as the same JSON in Cal.com's notation, which is always that of `JSON.stringify` without
 * spaces (`sendPayload.ts`). `text` is a body that nobody vouches for; never throws.
 */
export function* bodiesBeforeRewriting(text: string): Generator<string> {
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const unix = bare.replaceAll('\r\n', '\n')
  const windows = unix.replaceAll('\n', '\r\n')
  yield byteOrderMark + bare
  for (const lines of new Set([bare, unix, windows])) yield* withOtherEnds(lines)
  const json = readJson(bare)
  if (json !== undefined) yield JSON.stringify(json)
}

/**
 * What a body that is not JSON may have been before a proxy took it for a form and encoded or decoded it. Cal.com
 * sends a payload template that is not JSON as a form, but without encoding it (`sendPayload.ts`).
 * `text` is a body that nobody vouches for; never throws.
 */
export function* bodiesBeforeEncoding(text: string): Generator<string> {
  if (readJson(text) !== undefined) return
  // To a form `a` and `a=` are the same, and it is written as the latter.
  for (const form of new Set([text, text.replaceAll(/=(?=&|$)/g, '')])) {
    const spaced = form.replaceAll('+', ' ')
    yield* new Set([spaced, decoded(spaced), decoded(form)])
  }
  yield* new Set([text.replaceAll(' ', '+'), text.replaceAll(' ', '%20')])
}

function* withOtherEnds(text: string): Generator<string> {
  yield text
  yield `${text}\n`
  yield `${text}\r\n`
  if (text.endsWith('\n')) yield text.slice(0, text.endsWith('\r\n') ? -2 : -1)
}

function readJson(text: string): unknown {
  if (isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function decoded(form: string): string {
  try {
    return decodeURIComponent(form)
  } catch {
    return form
  }
}
