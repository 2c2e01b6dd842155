import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

import type { FastifyServerOptions } from 'fastify'

import { onTurn, rawAnswer } from './linger.ts'
import { contractHeaders, refusals, type Answer } from './webhook-answers.ts'

const badRequest = { status: 400, body: '{"error":"bad_request"}', headers: {} }
const headersTooLarge = { status: 431, body: '{"error":"headers_too_large"}', headers: {} }

// The last answer that was begun on each connection, and whether all of its request has come.
const underWay = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>()
const refused = new WeakSet<Socket>()

/** Lets `answerClientError` see which connections have begun to get an answer. */
export function watchAnswers(server: Server): void {
  server.on('request', (request, response) => {
    underWay.set(request.socket, { request, response })
  })
}

/**
 * Answers what Node refuses before there is a request: broken framing, too large headers, too slow. Requests
 * that came before it on the connection are answered first.
 */
export const answerClientError: NonNullable<FastifyServerOptions['clientErrorHandler']> = (
  error,
  socket,
) => {
  const last = underWay.get(socket)
  const isStreaming = last?.response.headersSent === true && !last.response.writableEnded
  if (error.code === 'ECONNRESET' || !socket.writable || isStreaming) {
    socket.destroy()
    return
  }
  // What comes behind broken framing is broken too.
  if (refused.has(socket)) return
  refused.add(socket)
  const refuse = () => {
    if (!socket.writable) return
    const headers = { ...contractHeaders, 'x-request-id': randomUUID() }
    socket.end(rawAnswer(answerTo(error.code), headers), () => socket.destroy())
  }
  if (!last || last.response.writableFinished) refuse()
  else if (last.request.complete) last.response.once('close', refuse)
  else if (last.response.headersSent) socket.destroy()
  else onTurn(last.response, refuse)
}

function answerTo(code: string): Answer {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refusals.tooSlow
  return code === 'HPE_HEADER_OVERFLOW' ? headersTooLarge : badRequest
}
