import type { Connection } from './connection.ts'
import { createRecorder, type RunResult } from './recorder.ts'
import type { BuiltRequest } from './requests.ts'
import { watch } from './watch.ts'

/**
 * Sends `rate` requests a second at even distances, whether or not the earlier ones were answered. Latencies count
 * from when a request was meant to be sent: also what waits for a free connection, or for this process, waits.
 */
export async function runOpenLoop(
  requests: BuiltRequest[],
  {
    connections,
    recipients,
    rate,
  }: { connections: Connection[]; recipients: number; rate: number },
): Promise<RunResult> {
  const recorder = createRecorder(requests, recipients)
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  const startedAt = performance.now()
  const intendedAt = (index: number) => startedAt + (index * 1_000) / rate
  const idle = [...connections]
  const waiting: number[] = []
  const lateness = new Float64Array(requests.length)
  let next = 0

  function send(connection: Connection, index: number) {
    const request = requests[index]
    if (!request) return
    recorder.send(index, lateness[index] ?? 0)
    connection.send(request.bytes, (status) => {
      recorder.answer(index, status, performance.now() - intendedAt(index), true)
      const first = waiting.shift()
      if (first === undefined) idle.push(connection)
      else send(connection, first)
      if (next >= requests.length && recorder.unanswered() === 0) finish()
    })
  }

  function sendDue() {
    for (let now = performance.now(); next < requests.length && intendedAt(next) <= now;) {
      const index = next++
      lateness[index] = now - intendedAt(index)
      const connection = idle.pop()
      if (connection) send(connection, index)
      else waiting.push(index)
    }
    if (next < requests.length) setTimeout(sendDue, 1)
  }

  sendDue()
  await watch(done, recorder)
  return recorder.finish(startedAt, recorder.lastAt() - startedAt, true)
}
