import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Sql } from 'postgres'

import { signatureHeader, verify } from '../../packages/core/src/signature.ts'
import { plainPath } from './plain-tables.ts'

/** Receives a verified delivery; what it answers is the result that the sender sees. */
export type Receive = (workspaceId: string, body: Buffer) => Promise<string>

type Route = { Params: { endpoint: string } }

/**
 * Serves the webhook of the variants that the product is measured beside, on `PORT`: checks the signature over the raw
 * body by the product's own code, with the endpoints and secrets in memory, then calls `receive`. SIGINT ends it.
 */
export async function servePlainly(sql: Sql, receive: Receive): Promise<void> {
  const endpoints = new Map(
    (
      await sql<
        { publicId: string; workspaceId: string; secret: string }[]
      >`select public_id as "publicId", workspace_id as "workspaceId", secret from endpoints`
    ).map((endpoint) => [endpoint.publicId, endpoint]),
  )
  const app = fastify({ logger: false, keepAliveTimeout: 72_000 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) =>
    parsed(null, body),
  )
  app.get('/readyz', () => ({ ready: true }))
  app.post<Route>(
    `${plainPath}/:endpoint`,
    async (request: FastifyRequest<Route>, reply: FastifyReply) => {
      const endpoint = endpoints.get(request.params.endpoint)
      // The parser above leaves every body a Buffer.
      const body = request.body as Buffer
      const header = request.headers[signatureHeader]
      const secrets = { current: endpoint?.secret ?? null, previous: null, retired: [] }
      const check = verify(typeof header === 'string' ? [header] : [], body, secrets)
      if (!endpoint || !check.ok) return reply.code(401).send({ error: 'invalid_signature' })
      return { received: true, result: await receive(endpoint.workspaceId, body) }
    },
  )
  process.once('SIGINT', () => process.exit())
  await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
}
