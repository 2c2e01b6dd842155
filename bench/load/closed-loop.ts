import type { Connection } from './connection.ts'
import { createRecorder, type RunResult } from './recorder.ts'
import type { BuiltRequest } from './requests.ts'
import { watch } from './watch.ts'

/**
 * Sends on every connection one request after the other for `seconds` (null: until there are no more), and waits for
 * the answers that are still out. The rate counts what was answered in that time.
 */
export async function runClosedLoop(
  requests: BuiltRequest[],
  {
    connections,
    recipients,
    seconds,
  }: {
    connections: Connection[]
    recipients: number
    seconds: number | null
  },
): Promise<RunResult> {
  const recorder = createRecorder(requests, recipients)
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  const startedAt = performance.now()
  const endsAt = seconds === null ? Infinity : startedAt + seconds * 1_000
  let next = 0

  function step(connection: Connection) {
    const sentAt = performance.now()
    const request = requests[next]
    if (!request || sentAt >= endsAt) {
      if (recorder.unanswered() === 0) finish()
      return
    }
    const index = next++
    recorder.send(index, 0)
    connection.send(request.bytes, (status) => {
      const now = performance.now()
      recorder.answer(index, status, now - sentAt, now <= endsAt)
      step(connection)
    })
  }

  for (const connection of connections) step(connection)
  await watch(done, recorder)
  const hadEnoughRequests = seconds === null || next < requests.length
  const measuredMs = Math.min(endsAt, recorder.lastAt()) - startedAt
  return recorder.finish(
    startedAt,
    hadEnoughRequests && seconds !== null ? seconds * 1_000 : measuredMs,
    hadEnoughRequests,
  )
}
