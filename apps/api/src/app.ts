import type { AddressInfo } from 'node:net'

import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify'

import { authRoute } from './auth-route.ts'
import { boundReports } from './bounded-reports.ts'
import { addressCheckRoute } from './check-address.ts'
import { watchAnswers } from './client-errors.ts'
import { limitConnections, type ConnectionLimits } from './connection-limits.ts'
import type { Deps } from './deps.ts'
import { endStreamsOnClose } from './end-streams.ts'
import { gatherBodies } from './gather-bodies.ts'
import { health, type Readiness } from './health.ts'
import { judgeHost } from './known-host.ts'
import { leadFiles } from './lead-files.ts'
import { restRoute } from './rest/rest-route.ts'
import { securityHeaders } from './security-headers.ts'
import { connectionLimits, serverOptions } from './server-options.ts'
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
  connections?: Partial<Omit<ConnectionLimits, 'proxies'>>
}

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
  limitConnections(app.server, { ...connectionLimits, ...options.connections, proxies: trustProxy })
  watchAnswers(app.server)
  const common = securityHeaders(deps.publicUrl)
  const reports = boundReports(deps.reportError)
  app.addHook('onClose', async () => reports.flush())

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...common, 'x-request-id': request.id })
    const host = judgeHost(request, deps.publicUrl, onLoopback)
    if (host === 'known') return
    if (host === 'ambiguous') return reply.code(400).send({ error: 'bad_request' })
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
    reports.report(error, `A request to ${request.routeOptions.url ?? 'no route'} failed`)
    return reply.code(500).send({ error: 'internal_error', requestId: request.id })
  })
  endStreamsOnClose(app)
  app.addHook('onListen', async () => {
    deps.listening.origin = originOf(app.server.address())
  })

  await app.register(webhook, { deps, onStalled })
  await app.register(addressCheckRoute, { deps })
  // The webhook reads its bodies itself.
  await app.register(async (scope) => {
    gatherBodies(scope)
    await scope.register(health, { deps, isDraining, onAsked, onStalled })
    await scope.register(authRoute, { deps })
    await scope.register(trpcRoute, { deps: { ...deps, reportError: reports.report } })
    await scope.register(leadFiles, { deps: { ...deps, reportError: reports.report } })
    await scope.register(restRoute, { deps: { ...deps, reportError: reports.report } })
  })
  return app
}

/** Where this process can be asked by itself: at its own address even when it listens on all. */
function originOf(address: AddressInfo | string | null): string | null {
  if (address === null || typeof address === 'string') return null
  const all: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${all[address.address] ?? host}:${address.port}`
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  const { status, body } = refusals.notFound
  return reply.code(status).headers(contractHeaders).send(body)
}
