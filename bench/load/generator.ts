import { runClosedLoop } from './closed-loop.ts'
import { openConnection } from './connection.ts'
import type { Answer, Load, Order } from './generator-messages.ts'
import { runOpenLoop } from './open-loop.ts'
import type { RunResult } from './recorder.ts'
import { buildRequests, type BuiltRequest } from './requests.ts'

// A process of its own that builds requests and sends them, as its parent orders.

let requests: BuiltRequest[] = []
let sent: BuiltRequest[] = []
let recipients = 0

process.on('message', (order: Order) => {
  follow(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      process.send?.({ kind: 'failed', message } satisfies Answer)
    },
  )
})
process.on('disconnect', () => process.exit())

async function follow(order: Order): Promise<Answer> {
  if (order.kind === 'run') return { kind: 'done', result: await run(order.load) }
  if (order.kind === 'repeat') {
    requests = sent.flatMap((one) =>
      one.kind === 'repeated' ? [] : [{ ...one, kind: 'repeated', isFirst: false }],
    )
    sent = []
  } else {
    sent = []
    requests = buildRequests(order.spec, new Date())
    recipients = order.spec.recipients.length
  }
  // Else it would be collected while the clock runs.
  globalThis.gc?.()
  return { kind: 'built', count: requests.length, bytes: requests[0]?.bytes.length ?? 0 }
}

async function run(load: Load): Promise<RunResult> {
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(load.port)),
  )
  try {
    const result =
      load.loop === 'closed'
        ? await runClosedLoop(requests, { connections, recipients, seconds: load.seconds })
        : await runOpenLoop(requests, { connections, recipients, rate: load.rate })
    // They were sent in their order.
    sent = requests.slice(0, result.sent)
    return result
  } finally {
    for (const connection of connections) connection.close()
    requests = []
  }
}
