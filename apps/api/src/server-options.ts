import { randomUUID } from 'node:crypto'

import { LogController } from 'fastify'

import { answerClientError } from './client-errors.ts'

export const connectionLimits = { most: 2_000, mostPerAddress: 256 }

/** What does not depend on the configuration: limits of time (milliseconds) and size, and how paths are read. */
export const serverOptions = {
  // A request, its body included, has ten seconds to arrive. A larger limit for its headers would win.
  requestTimeout: 10_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 500,
    maxHeaderSize: 16 * 1024,
  },
  // Of silence. Live streams say something every 15 seconds.
  connectionTimeout: 20_000,
  // Longer than a balancer keeps a connection, so that it never uses one that is just being closed.
  keepAliveTimeout: 72_000,
  maxRequestsPerSocket: 1_000,
  bodyLimit: 1024 * 1024,
  forceCloseConnections: 'idle',
  // Cal.com does not send again what is refused, so whatever still comes in at the end is answered.
  return503OnClosing: false,
  exposeHeadRoutes: false,
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
  routerOptions: {
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    // A batch of procedures is one parameter.
    maxParamLength: 5_000,
  },
  genReqId: () => randomUUID(),
  requestIdHeader: false,
  logController: new LogController({ disableRequestLogging: true }),
  clientErrorHandler: answerClientError,
} as const
