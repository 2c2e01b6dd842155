import { appRouter } from './router.ts'
import type { WireAnswer } from './testing.ts'

type Procedure = {
  _def: {
    type: 'query' | 'mutation' | 'subscription'
    meta?: { name: string }
    inputs: unknown[]
  }
}

/** Every procedure of the router: its path, its type, the name it was built by, and the zod schema of its input. */
export function listProcedures() {
  // Typed as a tree, and kept as a list by path.
  const { _def: router } = appRouter
  const byPath = router.procedures as unknown as Record<string, Procedure>
  return Object.entries(byPath).map(
    ([
      path,
      {
        _def: { type, meta, inputs },
      },
    ]) => ({
      ...{ path, type, name: meta?.name, input: inputs[0] },
    }),
  )
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
