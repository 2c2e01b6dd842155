import { connect, type Socket } from 'node:net'

import { createResponseReader } from './response-reader.ts'

/** What a request gets when the connection broke before its answer. */
export const noAnswer = 0

export type Connection = {
  /** Sends a request, one at a time, and answers its status, or `noAnswer`. */
  send: (request: Buffer, onAnswer: (status: number) => void) => void
  close: () => void
}

/**
 * Opens a connection that stays open from one request to the next. When the server ends it between two requests,
 * the next one opens another: that belongs to what it costs.
 */
export async function openConnection(port: number): Promise<Connection> {
  let socket: Socket | null = null
  let answer: ((status: number) => void) | null = null

  function settle(status: number) {
    const settled = answer
    answer = null
    settled?.(status)
  }

  function open(): Socket {
    const own = connect({ host: '127.0.0.1', port, noDelay: true })
    const read = createResponseReader()
    own.on('data', (chunk) => {
      const response = read(chunk)
      if (!response) return
      if (response.closes) {
        socket = null
        own.end()
      }
      settle(response.status)
    })
    own.on('error', () => {})
    own.on('close', () => {
      if (socket !== own) return
      socket = null
      settle(noAnswer)
    })
    return own
  }

  socket = open()
  const first = socket
  await new Promise<void>((resolve, reject) => first.once('connect', resolve).once('error', reject))
  return {
    send: (request, onAnswer) => {
      answer = onAnswer
      socket ??= open()
      socket.write(request)
    },
    close: () => socket?.destroy(),
  }
}
