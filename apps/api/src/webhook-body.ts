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

const firstCapacity = 16 * 1024

/**
 * Reads the body of a request as the exact bytes, up to `limit` of them. What is refused is refused as
 * soon as it is known; the rest of it is left unread. Never rejects.
 */
export function readBody(
  request: IncomingMessage,
  { limit, budget }: { limit: number; budget: BodyBudget },
): Promise<BodyRead> {
  const announced = Number(request.headers['content-length'] ?? limit)
  if (announced > limit) return Promise.resolve({ kind: 'too_large' })
  return new Promise((resolve) => {
    // One for all chunks: a Buffer for each would cost hundreds of bytes even when it holds one.
    let bytes: Buffer = Buffer.alloc(0)
    let size = 0
    let isReading = true
    const share = budget.open(() => giveUp('dropped'))

    function take(chunk: Buffer) {
      const needed = size + chunk.length
      if (needed > limit) return giveUp('too_large')
      const capacity = capacityFor(needed)
      share.grow({ received: chunk.length, memory: capacity - bytes.length })
      if (!isReading) return
      if (capacity > bytes.length) {
        const larger = Buffer.allocUnsafe(capacity)
        bytes.copy(larger, 0, 0, size)
        bytes = larger
      }
      chunk.copy(bytes, size)
      size = needed
    }
    // What is only announced takes no memory.
    function capacityFor(needed: number) {
      if (needed <= bytes.length) return bytes.length
      return Math.max(needed, Math.min(announced, Math.max(firstCapacity, bytes.length * 2)))
    }
    function finish() {
      stopListening()
      share.complete()
      resolve({ kind: 'complete', body: bytes.subarray(0, size), release: share.release })
    }
    function giveUp(kind: 'too_large' | 'dropped' | 'aborted') {
      stopListening()
      bytes = Buffer.alloc(0)
      share.release()
      resolve({ kind })
    }
    function abort() {
      giveUp('aborted')
    }
    function stopListening() {
      isReading = false
      request.off('data', take).off('end', finish).off('close', abort)
    }
    request.on('data', take).on('end', finish).on('close', abort)
    // A broken request emits this before it closes.
    request.on('error', () => {})
  })
}
