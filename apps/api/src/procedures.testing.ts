import { appRouter } from './router.ts'
import type { TestApi, WireAnswer } from './testing.ts'

type Procedure = {
  _def: {
    type: 'query' | 'mutation' | 'subscription'
    meta?: { name: string }
    inputs: unknown[]
  }
}

/**
 * Every procedure of the router: its path, its type and the method it is asked by, the name it was built by, and the zod
 * schema of its input.
 */
export function listProcedures() {
  // Typed as a tree, and kept as a list by path.
  const { _def: router } = appRouter
  const byPath = router.procedures as unknown as Record<string, Procedure>
  return Object.entries(byPath).map(([path, { _def: definition }]) => {
    const { type, meta, inputs } = definition
    const method = type === 'mutation' ? ('POST' as const) : ('GET' as const)
    return { path, type, method, name: meta?.name, input: inputs[0] }
  })
}

type Call = {
  method: 'GET' | 'POST'
  /** Of several, joined by commas, in a batch. */
  path: string
  input: unknown
  headers: Record<string, string>
  isBatch?: boolean
}

/** Calls a procedure over HTTP, as the dashboard does. */
export function callProcedure(
  { send, deps }: Pick<TestApi, 'send' | 'deps'>,
  { method, path, input, headers, isBatch = false }: Call,
): Promise<WireAnswer> {
  const text = JSON.stringify(input)
  const query = isBatch ? { batch: '1' } : {}
  const pathWith = (params: Record<string, string>) =>
    `/trpc/${path}?${new URLSearchParams(params).toString()}`
  if (method === 'GET') return send({ path: pathWith({ ...query, input: text }), headers })
  return send({
    ...{ method, path: pathWith(query), body: text },
    headers: { ...headers, 'content-type': 'application/json', origin: deps.publicUrl.origin },
  })
}

/** The status of an answer, and the message of its error: those of the only call, or of the first. */
export function readAnswer({ status, body }: WireAnswer): { status: number; message: string } {
  // A stream begins with 200 whatever it then tells.
  const told = /^event: serialized-error\ndata: (.*)/m.exec(body)?.[1]
  if (told !== undefined) {
    const { message, data } = JSON.parse(told) as { message: string; data: { httpStatus: number } }
    return { status: data.httpStatus, message }
  }
  const answers = [JSON.parse(body)].flat() as { error?: { message: string } }[]
  return { status, message: answers[0]?.error?.message ?? '' }
}
