import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify'

import { authRoute } from './auth-route.ts'
import { watchAnswers } from './client-errors.ts'
import type { Deps } from './deps.ts'
import { endStreamsOnClose } from './end-streams.ts'
import { health, type Readiness } from './health.ts'
import { isKnownHost } from './known-host.ts'
import { securityHeaders } from './security-headers.ts'
import { mostConnections, serverOptions } from './server-options.ts'
import { builtWebApp, serveWebApp } from './static-files.ts'
import { trpcRoute } from './trpc-route.ts'
import { contractHeaders, refusals } from './webhook-answers.ts'
import { webhook } from './webhook.ts'

export type AppOptions = Partial<Readiness> & {
  logger?: FastifyBaseLogger
  /** Addresses of proxies whose X-Forwarded-* headers count. */
  trustProxy?: string[]
  /** Whether the server listens on this machine's own address only. */
  onLoopback?: boolean
  /** The folder of the built web app. */
  webApp?: string
}

// Cal.com and supervisors may know this server by another name than people do.
const machinePaths = /^\/+(webhooks|wp-json|healthz|readyz)/

/** Puts the server together: the webhook, health, signing in, tRPC and the web app. It does not listen yet. */
export async function buildApp(deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const { logger, trustProxy = [], onLoopback = true, webApp = builtWebApp } = options
  const { isDraining = () => false, onAsked = () => {}, onStalled = () => {} } = options
  const app = fastify({
    ...serverOptions,
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    // Paths that cannot be read.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ ...common, 'x-request-id': request.id })
      sendNotFound(reply)
    },
  })
  app.server.maxConnections = mostConnections
  watchAnswers(app.server)
  const common = securityHeaders(deps.publicUrl)

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...common, 'x-request-id': request.id })
    if (machinePaths.test(request.url)) return
    if (isKnownHost(request.host, deps.publicUrl, onLoopback)) return
    const message = `This server is reached at ${deps.publicUrl.origin}. PUBLIC_URL changes that.`
    return reply.code(421).send({ error: 'unknown_host', message })
  })
  const sendPage = await serveWebApp(app, webApp)
  // Before anything reads a body: an unknown path answers the same whatever comes with it.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    return sendPage(request, reply) ? reply : sendNotFound(reply)
  })
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500) {
      return reply.code(status).send({ error: 'bad_request', message: error.message })
    }
    deps.reportError(error, 'A request failed')
    return reply.code(500).send({ error: 'internal_error', requestId: request.id })
  })
  endStreamsOnClose(app)

  await app.register(webhook, { deps, onStalled })
  await app.register(health, { deps, isDraining, onAsked, onStalled })
  await app.register(authRoute, { deps })
  await app.register(trpcRoute, { deps })
  return app
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  const { status, body } = refusals.notFound
  return reply.code(status).headers(contractHeaders).send(body)
}
