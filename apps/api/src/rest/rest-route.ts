import { callTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Deps } from '../deps.ts'
import { refuseForeignRequest } from '../foreign-request.ts'
import { appRouter } from '../router.ts'
import { contextMaker, errorReporter } from '../trpc.ts'
import { describeApi } from './open-api.ts'
import { listOperations, restPrefix, type Operation } from './operations.ts'
import { readQuery } from './read-query.ts'
import { refuse, sendError } from './refusal.ts'

const openApiPath = '/api/openapi.json'

const codes = {
  403: 'FORBIDDEN',
  405: 'METHOD_NOT_SUPPORTED',
  415: 'UNSUPPORTED_MEDIA_TYPE',
} as const

/**
 * The procedures for tools that do not speak tRPC, at `/api/v1/lead/list`, and the OpenAPI document that describes them.
 * In a scope of its own, since bodies are read only once it is known who asks.
 */
export async function restRoute(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  const operations = listOperations()
  const byPath = new Map(operations.map((operation) => [operation.path, operation]))
  const operationOf = ({ routeOptions: { url = '' } }: FastifyRequest) => byPath.get(url)

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) =>
    parsed(null, body),
  )
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === openApiPath) return
    const operation = operationOf(request)
    if (!operation) {
      const message = `There is no such operation. ${openApiPath} lists those that there are.`
      return refuse(reply, 404, 'NOT_FOUND', message)
    }
    const { name, method } = operation
    if (request.method !== method) {
      reply.header('allow', method)
      return refuse(reply, 405, 'METHOD_NOT_SUPPORTED', `${name} is asked for by ${method}.`)
    }
    const refusal = refuseForeignRequest(request, deps.publicUrl)
    if (refusal)
      return refuse(reply, refusal.statusCode, codes[refusal.statusCode], refusal.message)
  })

  const { authCookies } = await deps.auth.$context
  const document = JSON.stringify(
    describeApi(operations, deps.publicUrl, authCookies.sessionToken.name),
  )
  app.get(openApiPath, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  )
  // Whatever else is there is answered before its body is read.
  for (const path of [restPrefix, `${restPrefix}/*`]) app.all(path, () => {})
  const createContext = contextMaker(deps)
  const report = errorReporter(deps)
  for (const operation of operations) {
    app.all(operation.path, async (request, reply) => {
      try {
        const ctx = await createContext({ req: request, res: reply })
        return await answer(operation, { request, reply, ctx })
      } catch (cause) {
        const error = getTRPCErrorFromUnknown(cause)
        report({ error, path: operation.name })
        return sendError(reply, error, operation)
      }
    })
  }
}

type Call = { request: FastifyRequest; reply: FastifyReply; ctx: unknown }

async function answer({ name, type, input }: Operation, { request, reply, ctx }: Call) {
  const result: unknown = await callTRPCProcedure({
    ...{ router: appRouter, path: name, type, ctx, batchIndex: 0, signal: undefined },
    getRawInput: async () => readInput(request, type, input),
  })
  if (result === undefined) return reply.code(204).send()
  return reply.send(result)
}

function readInput(
  { url, body }: FastifyRequest,
  type: Operation['type'],
  schema: Operation['input'],
): unknown {
  const [, query = ''] = url.split(/\?(.*)/s)
  if (type === 'query') return readQuery(query, schema)
  if (query !== '') throw badRequest('The input goes into the body, and nothing into the address.')
  if (typeof body !== 'string' || body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    throw badRequest('The body is not JSON.')
  }
}

function badRequest(message: string): TRPCError {
  return new TRPCError({ code: 'BAD_REQUEST', message })
}
