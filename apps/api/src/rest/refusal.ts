import { getTRPCErrorShape, type TRPCError } from '@trpc/server'
import type { FastifyReply } from 'fastify'

import { appRouter } from '../router.ts'
import type { Operation } from './operations.ts'

/** How REST says no: the code and the words are those of tRPC. */
export type RefusalBody = {
  error: { code: string; message: string; fieldErrors?: Record<string, string[]>; leadId?: string }
}

/** Refuses a request that no procedure got to see. */
export function refuse(
  reply: FastifyReply,
  status: number,
  code: TRPCError['code'],
  message: string,
): FastifyReply {
  return reply.code(status).send({ error: { code, message } } satisfies RefusalBody)
}

/** Answers what a procedure threw, in the shape and with the status that tRPC has for it. */
export function sendError(
  reply: FastifyReply,
  error: TRPCError,
  { name: path, type }: Pick<Operation, 'name' | 'type'>,
): FastifyReply {
  const { _def: router } = appRouter
  const { _config: config } = router
  const { message, data } = getTRPCErrorShape({
    ...{ config, error, path, type, input: undefined, ctx: undefined },
  })
  const fieldErrors = 'fieldErrors' in data ? { fieldErrors: data.fieldErrors } : {}
  const inTheWay = 'leadId' in data ? { leadId: data.leadId } : {}
  return reply.code(data.httpStatus).send({
    error: { code: data.code, message, ...fieldErrors, ...inTheWay },
  } satisfies RefusalBody)
}
