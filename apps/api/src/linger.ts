import { STATUS_CODES, type ServerResponse } from 'node:http'

import type { FastifyReply } from 'fastify'

import type { Answer } from './webhook-answers.ts'

const lingerMs = 1_000
const drainedBytes = 1024 * 1024

/**
 * Answers a request whose body is still on its way, and closes the connection. What still comes in is thrown
 * away for up to a second and up to 1 MiB: closing at once would reset the connection, and the sender would
 * lose the answer with it. Headers that were set on `reply` are sent too. Earlier requests on the
 * connection are answered first.
 */
export function answerAndClose(reply: FastifyReply, answer: Answer): void {
  const headers = { ...reply.getHeaders(), ...answer.headers }
  reply.hijack()
  const { raw: request } = reply.request
  const { socket } = request
  let drained = 0
  request.on('data', (chunk: Buffer) => {
    drained += chunk.length
    if (drained > drainedBytes) request.pause()
  })
  onTurn(reply.raw, () => {
    if (!socket.writable) return
    socket.end(rawAnswer(answer, headers))
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(timer))
  })
}

/** Calls `then` when all earlier responses on the connection are out: Node gives it to `response` then. */
export function onTurn(response: ServerResponse, then: () => void): void {
  if (response.socket) then()
  else response.once('socket', then)
}

/** An answer as it goes over the wire, with `Connection: close`. */
export function rawAnswer({ status, body }: Answer, headers: Record<string, unknown>): string {
  const lines = Object.entries({
    ...headers,
    date: new Date().toUTCString(),
    connection: 'close',
    'content-length': Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`
}
