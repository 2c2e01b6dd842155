import type { TestApi } from '../testing.ts'

type Body = {
  error?: { code: string; message: string; fieldErrors?: Record<string, string[]>; leadId?: string }
}

type Ask = {
  method?: string
  headers?: Record<string, string>
  /** Sent as JSON; text is sent as it is. */
  body?: unknown
}

/** Asks REST for something, as a program does that is no browser, and reads the JSON that comes back. */
export async function askRest(
  { send }: Pick<TestApi, 'send'>,
  path: string,
  { method, headers = {}, body }: Ask = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const {
    status,
    headers: answered,
    body: answer,
  } = await send({
    path: `/api/v1/${path}`,
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(text === undefined ? {} : { body: text }),
  })
  const json = answer === '' ? null : (JSON.parse(answer) as unknown)
  // Of an answer only this is looked at by its type.
  return { status, headers: answered, json, error: (json as Body | null)?.error }
}

/** The query string that carries an input, as docs/api.md has it. */
export function toQuery(input: unknown): string {
  if (input === undefined || input === null) return ''
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    for (const one of [value].flat()) params.append(name, textOf(one))
  }
  return params.size === 0 ? '' : `?${params.toString()}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
