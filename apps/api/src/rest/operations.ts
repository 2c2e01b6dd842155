import type { z } from 'zod'

import { needs, type Need, type ProcedureName } from '../needs.ts'
import { appRouter } from '../router.ts'
import { isOfObjects, toJsonSchema, type JsonSchema } from './json-schema.ts'

/** A procedure as REST offers it. */
export type Operation = {
  name: ProcedureName
  type: 'query' | 'mutation'
  method: 'GET' | 'POST'
  /** `/api/v1/lead/list` */
  path: string
  /** The router that it belongs to: `lead`. */
  group: string
  need: Need
  /** Null when it takes nothing. */
  input: JsonSchema | null
  /** Null when it answers nothing. */
  output: JsonSchema | null
}

type Procedure = {
  _def: {
    type: 'query' | 'mutation' | 'subscription'
    inputs: z.ZodType[]
    output?: z.ZodType
  }
}

export const restPrefix = '/api/v1'

/**
 * Every procedure of the router but subscriptions, in its order; those that answer by one schema of zod have one `output`.
 * Throws for a query whose input is no object, which a query string could not carry.
 */
export function listOperations(): Operation[] {
  // Typed as a tree, and kept as a list by path.
  const { _def: router } = appRouter
  const procedures = router.procedures as unknown as Record<string, Procedure>
  const outputs = new Map<z.ZodType, JsonSchema>()
  return Object.entries(procedures).flatMap(([path, { _def: definition }]) => {
    const { type, inputs, output } = definition
    if (type === 'subscription') return []
    const known = output && outputs.get(output)
    const answered = known ?? describe(output, 'output')
    if (output && answered) outputs.set(output, answered)
    // A procedure that was built under another name answers nothing but an error.
    const name = path as ProcedureName
    return [toOperation(name, type, describe(inputs[0], 'input'), answered)]
  })
}

function toOperation(
  name: ProcedureName,
  type: Operation['type'],
  input: JsonSchema | null,
  output: JsonSchema | null,
): Operation {
  if (type === 'query' && input && !isOfObjects(input)) {
    throw new Error(`The input of ${name} is no object, so no query string can carry it.`)
  }
  const [group = ''] = name.split('.')
  return {
    ...{ name, type, group, need: needs[name], input, output },
    method: type === 'query' ? 'GET' : 'POST',
    path: `${restPrefix}/${name.replaceAll('.', '/')}`,
  }
}

function describe(schema: z.ZodType | undefined, io: 'input' | 'output'): JsonSchema | null {
  const isNothing = !schema || schema.def.type === 'void' || schema.def.type === 'undefined'
  return isNothing ? null : toJsonSchema(schema, io)
}
