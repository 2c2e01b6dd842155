import type { FastifyInstance } from 'fastify'

/** Ends live streams (server-sent events) when `app` closes; browsers then connect to another process. */
export function endStreamsOnClose(app: FastifyInstance): void {
  const streams = new Set<{ destroy: () => unknown }>()
  app.addHook('onRequest', async ({ headers }, { raw }) => {
    if (!headers.accept?.includes('text/event-stream')) return
    streams.add(raw)
    raw.once('close', () => streams.delete(raw))
  })
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy()
  })
}
