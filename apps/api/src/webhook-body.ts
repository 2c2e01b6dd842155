import type { IncomingMessage } from 'node:http'

import type { BodyBudget } from './body-budget.ts'

export type BodyRead =
  /** `release` gives the bytes back to the budget, once the request is answered. */
  | { kind: 'complete'; body: Buffer; release: () => void }
  | { kind: 'too_large' }
  /** Others needed the memory, and this one came in too slowly. */
  | { kind: 'dropped' }
  /** The sender is gone, or was too slow for the server's own limit. */
  | { kind: 'aborted' }

/**
 * Reads the body of a request as the exact bytes, up to `limit` of them. What is refused is refused as
 * soon as it is known; the rest of it is left unread. Never rejects.
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget }: { limit: number; budget: BodyBudget },
): Promise<BodyRead> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve({ kind: 'too_large' })
  }
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let size = 0
    const share = budget.open(() => giveUp('dropped'))

    function take(chunk: Buffer) {
      size += chunk.length
      if (size > limit) return giveUp('too_large')
      chunks.push(chunk)
      share.grow(chunk.length)
    }
    function finish() {
      stopListening()
      share.complete()
      const [only] = chunks
      const body = only && chunks.length === 1 ? only : Buffer.concat(chunks)
      resolve({ kind: 'complete', body, release: share.release })
    }
    function giveUp(kind: 'too_large' | 'dropped' | 'aborted') {
      stopListening()
      chunks = []
      share.release()
      resolve({ kind })
    }
    function abort() {
      giveUp('aborted')
    }
    function stopListening() {
      request.off('data', take).off('end', finish).off('close', abort)
    }
    request.on('data', take).on('end', finish).on('close', abort)
    // A broken request emits this before it closes.
    request.on('error', () => {})
  })
}
