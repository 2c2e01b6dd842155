import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { EndpointMode } from '@solar-capture/core/endpoint-status'
import { sign } from '@solar-capture/core/signature'
import { endpointSecrets } from '@solar-capture/db/schema'
import { createTestDatabase } from '@solar-capture/db/testing'

import { createAfterwards } from './afterwards.ts'
import { buildApp, type AppOptions } from './app.ts'
import { createAuth } from './auth.ts'
import { startChanges } from './changes.ts'
import type { Deps } from './deps.ts'
import { createEncryption } from './encryption.ts'
import { createImporter } from './importer.ts'
import { createLogger } from './logger.ts'
import { createOutgoing } from './outgoing.ts'
import { setUp } from './set-up.ts'
import { createSetupGuesses } from './setup-guesses.ts'
import { createStreamSlots } from './stream-slots.ts'

/** Who `startTestApi` sets the server up for. */
export const testOwner = {
  token: 'TEST-SETUP-CODE',
  name: 'Ana Ortiz',
  email: 'ana@example.com',
  password: 'correct horse battery',
  workspaceName: 'Sunny Roofs',
}

export const testSecret = 'a-secret-for-tests-of-40-characters-1234'

/** An answer as it came over the wire. */
export type WireAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  rawHeaders: string[]
  body: string
}

type Send = {
  method?: string
  path?: string
  headers?: Record<string, string | string[]>
  body?: Uint8Array | string
  /** The loopback address that it comes from. */
  from?: string
}

/**
 * A whole server for one test file, listening on 127.0.0.1 with a database of its own, set up for `testOwner`;
 * its endpoint has no secret yet. `now` is its clock; `logs` are the lines that it logged and
 * `problems` what it reported.
 */
export async function startTestApi(
  options: {
    now?: () => Date
    publicUrl?: string
    app?: AppOptions
    /** Makes other parts of `deps`; gets the URL of the database. */
    replace?: (database: { url: string }) => Promise<Partial<Deps>>
  } = {},
) {
  const database = await createTestDatabase()
  const { db, sql } = database
  const encryption = createEncryption(crypto.getRandomValues(Buffer.alloc(32)))
  const logs: string[] = []
  const problems: { error: unknown; message: string }[] = []
  const reportError = (error: unknown, message: string) => void problems.push({ error, message })
  const publicUrl = new URL(options.publicUrl ?? 'http://localhost:3000')
  const now = options.now ?? (() => new Date())
  const changes = await startChanges(sql, (error) => reportError(error, 'changes'))
  const deps: Deps = {
    db,
    ingestDb: db,
    encryption,
    auth: createAuth({ db, encryption, publicUrl, reportError }),
    changes,
    importer: createImporter({ db, changes, now, reportError }),
    setupCode: testOwner.token,
    setupGuesses: createSetupGuesses({ reportError }),
    mail: null,
    outgoing: createOutgoing({ allowPrivate: false }),
    afterwards: createAfterwards({ reportError }),
    streams: createStreamSlots(),
    listening: { origin: null },
    publicUrl,
    now,
    reportError,
    ...(await options.replace?.(database)),
  }
  const { workspaceId } = await setUp(deps, testOwner)
  const [endpoint] = await sql<{ id: string; publicId: string }[]>`
    select id, public_id as "publicId" from endpoints`
  if (!endpoint) throw new Error('Set-up made no endpoint.')
  const logger = createLogger('info', { write: (line) => void logs.push(line) })
  const app = await buildApp(deps, { logger, ...options.app })
  await app.listen({ host: '127.0.0.1', port: 0 })
  // A server that listens on a port has such an address.
  const { port } = app.server.address() as AddressInfo
  const webhookPath = `/webhooks/calcom/${endpoint.publicId}`

  const send = (what: Send) => sendRequest(port, what)
  let version = 0

  return {
    ...database,
    app,
    deps,
    port,
    workspaceId,
    endpoint,
    logs,
    problems,
    webhookPath,
    /** Sends any request, on a connection of its own. */
    send,
    /** Posts a body to the endpoint, or to `path`, with exactly these headers beside its length. */
    post: (
      body: Uint8Array | string,
      headers: Record<string, string | string[]> = {},
      path = webhookPath,
    ) => send({ method: 'POST', path, headers, body }),
    /** Posts a body as Cal.com does, signed. */
    deliver: (body: Uint8Array | string, secret = testSecret, path = webhookPath, from?: string) =>
      send({
        method: 'POST',
        path,
        body,
        ...(from === undefined ? {} : { from }),
        headers: {
          'content-type': 'application/json',
          'x-cal-signature-256': sign(secret, Buffer.from(body)),
        },
      }),
    /** Stores another secret of the endpoint and tells of it, as another process would. */
    addSecret: async (
      secret = testSecret,
      status: 'current' | 'previous' | 'retired' = 'current',
      expiresAt: Date | null = null,
    ) => {
      version++
      const sealed = encryption.sealSecret(secret, { endpointId: endpoint.id, version })
      const fingerprint = encryption.fingerprintOf(secret)
      await db.insert(endpointSecrets).values({
        ...sealed,
        endpointId: endpoint.id,
        version,
        status,
        fingerprint,
        length: secret.length,
        expiresAt,
      })
      deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
    },
    /** Turns the endpoint on or off and tells of it, as another process would. */
    setMode: async (mode: EndpointMode) => {
      await sql`update endpoints set mode = ${mode}`
      deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
    },
    close: async () => {
      await app.close()
      await deps.afterwards.settle()
      await deps.importer.close()
      await deps.changes.close()
      await database.close()
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof startTestApi>>

function sendRequest(
  port: number,
  { method = 'GET', path = '/', headers = {}, body, from = '127.0.0.1' }: Send,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(
      {
        ...{ host: '127.0.0.1', port, method, path, agent: false, localAddress: from },
        headers: { ...length, ...headers },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            rawHeaders: answer.rawHeaders,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** A digest of the rows of each table but those of `except`, by the table's name. */
export async function hashTables(
  sql: TestApi['sql'],
  except: string[] = [],
): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public'`
  const hashes: Record<string, string> = {}
  for (const { name } of tables.filter((table) => !except.includes(table.name))) {
    const [row] = await sql<{ hash: string | null }[]>`
      select md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql(name)} t`
    hashes[name] = row?.hash ?? ''
  }
  return hashes
}
