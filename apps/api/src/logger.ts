import { pino, type DestinationStream, type Logger } from 'pino'

import { describeError } from './describe-error.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * Makes the log: JSON lines on standard output, or on `destination`. Of requests and errors only what names
 * nobody gets in: no headers, bodies, addresses, paths with ids, or statements with their parameters.
 */
export function createLogger(
  level: (typeof logLevels)[number],
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers', 'res.headers', '*.password', '*.secret', '*.body', '*.token'],
    serializers: {
      req: (request: { method?: string; routeOptions?: { url?: string } }) => ({
        method: request.method,
        route: request.routeOptions?.url,
      }),
      res: (response: { statusCode?: number }) => ({ statusCode: response.statusCode }),
      err: describeError,
      error: describeError,
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
