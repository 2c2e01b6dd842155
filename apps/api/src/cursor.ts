import type { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'

import { isStorable } from './storable.ts'

/** A place in a list as opaque text. */
export function toCursor(place: Record<string, string>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** The place that a cursor of ours names, as `shape` describes it. Throws `invalid` for any other text. */
export function fromCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  const invalid = () =>
    new DomainError('invalid', 'This cursor is not one of this list. Start again without it.')
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw invalid()
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success || !isStorable(value)) throw invalid()
  return parsed.data
}
