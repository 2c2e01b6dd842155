import { randomUUID } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

import type { FastifyServerOptions } from 'fastify'

import { rawAnswer } from './linger.ts'
import { contractHeaders, refusals, type Answer } from './webhook-answers.ts'

const badRequest = { status: 400, body: '{"error":"bad_request"}', headers: {} }
const headersTooLarge = { status: 431, body: '{"error":"headers_too_large"}', headers: {} }

// The answer that is under way on each connection.
const underWay = new WeakMap<Socket, ServerResponse>()

/** Lets `answerClientError` see which connections have begun to get an answer. */
export function watchAnswers(server: Server): void {
  server.on('request', (request, response) => {
    underWay.set(request.socket, response)
  })
}

/** Answers what Node refuses before there is a request: broken framing, too large headers, too slow. */
export const answerClientError: NonNullable<FastifyServerOptions['clientErrorHandler']> = (
  error,
  socket,
) => {
  const response = underWay.get(socket)
  const halfAnswered = response?.headersSent === true && !response.writableFinished
  if (error.code === 'ECONNRESET' || !socket.writable || halfAnswered) {
    socket.destroy()
    return
  }
  const answer = answerTo(error.code)
  const headers = { ...contractHeaders, 'x-request-id': randomUUID() }
  socket.end(rawAnswer(answer, headers), () => socket.destroy())
}

function answerTo(code: string): Answer {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refusals.tooSlow
  return code === 'HPE_HEADER_OVERFLOW' ? headersTooLarge : badRequest
}
