import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What came back on one connection, and how long it stayed open in milliseconds. */
export type RawAnswer = { text: string; status: number; openMs: number }

/**
 * Opens a connection and writes `parts` in turn, waiting `pauseMs` between them. Resolves when the server has
 * closed it, or after `patienceMs`. Reads nothing before `readAfterMs`, as a sender that is busy sending.
 */
export function speak(
  port: number,
  parts: (string | Uint8Array)[],
  { pauseMs = 0, patienceMs = 5_000, readAfterMs = 0 } = {},
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    let isOpen = true
    const timer = setTimeout(() => socket.destroy(), patienceMs)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    if (readAfterMs > 0) {
      socket.pause()
      setTimeout(() => socket.resume(), readAfterMs)
    }
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      isOpen = false
      clearTimeout(timer)
      const text = Buffer.concat(chunks).toString()
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
      resolve({ text, status, openMs: performance.now() - startedAt })
    })
    void (async () => {
      for (const part of parts) {
        if (!isOpen) return
        socket.write(part)
        if (pauseMs > 0) await sleep(pauseMs)
      }
    })()
  })
}

/** A request as text: its first line, header lines and what follows them. */
export function rawRequest(head: string[], body = ''): string {
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
