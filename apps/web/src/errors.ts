import { TRPCClientError } from '@trpc/client'

import * as texts from './texts/errors.ts'

/** Whether it is about a part of the dashboard that could not be fetched. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && error.message === texts.partMissing
}

/** The tRPC code of an error that the API answered, as 'NOT_FOUND'; null for any other error. */
export function codeOf(error: unknown): string | null {
  const code = dataOf(error)['code']
  return typeof code === 'string' ? code : null
}

/** An error as a sentence for the person at the screen: what happened and what to do. */
export function errorText(error: unknown): string {
  const code = codeOf(error)
  if (code === 'INTERNAL_SERVER_ERROR') return texts.serverMistake
  if (code === 'TOO_MANY_REQUESTS') return tooOftenText(headersOf(error))
  if (code === 'PRECONDITION_REQUIRED') return texts.unproved
  // What lacks a scope says no more than which; other refusals say what to do.
  if (code === 'FORBIDDEN' && /\(\w+:\w+\)/.test(String(error))) {
    return texts.roleTooSmall
  }
  if (error instanceof TRPCClientError && code !== null) {
    return Object.values(refusedFields(error))[0] ?? error.message
  }
  if (isPartMissing(error)) return texts.partMissing
  return error instanceof TRPCClientError || error instanceof TypeError
    ? texts.unreachable
    : texts.pageMistake
}

/** What is wrong with each field of a refused input, by the field's name; empty when the error names none. */
export function refusedFields(error: unknown): Record<string, string> {
  const fieldErrors = dataOf(error)['fieldErrors']
  if (typeof fieldErrors !== 'object' || fieldErrors === null) return {}
  const first = Object.entries(fieldErrors).flatMap(([field, messages]): [string, string][] => {
    const message: unknown = Array.isArray(messages) ? messages[0] : undefined
    return typeof message === 'string' ? [[field, message]] : []
  })
  return Object.fromEntries(first)
}

/** The id of the lead that is in the way of what was asked; null when none is. */
export function leadInTheWay(error: unknown): string | null {
  const leadId = dataOf(error)['leadId']
  return typeof leadId === 'string' ? leadId : null
}

/** What somebody is told who tried too often, by the headers of the answer: with Retry-After, for how many seconds. */
export function tooOftenText(headers: Headers | null): string {
  const seconds = Number(headers?.get('retry-after') ?? 0)
  return texts.tooOften(seconds > 0 ? Math.ceil(seconds) : null)
}

function headersOf(error: unknown): Headers | null {
  if (!(error instanceof TRPCClientError)) return null
  const response = error.meta?.['response']
  return response instanceof Response ? response.headers : null
}

function dataOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof TRPCClientError)) return {}
  const data: unknown = error.data
  return typeof data === 'object' && data !== null ? { ...data } : {}
}
