import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'

import type { Deps } from './deps.ts'
import { refuseForeignRequest } from './foreign-request.ts'
import { appRouter, type AppRouter } from './router.ts'
import { contextMaker, errorReporter } from './trpc.ts'

/** The procedures, at `/trpc`. A scope of its own, because tRPC replaces what parses bodies in it. */
export async function trpcRoute(scope: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  scope.addHook('onRequest', async (request, reply) => {
    const refusal = refuseForeignRequest(request, deps.publicUrl)
    if (refusal) return reply.code(refusal.statusCode).send({ message: refusal.message })
  })
  const plugin: FastifyTRPCPluginOptions<AppRouter> = {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: contextMaker(deps),
      onError: errorReporter(deps),
      maxBatchSize: 10,
    },
  }
  await scope.register(fastifyTRPCPlugin, plugin)
}
