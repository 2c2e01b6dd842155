import fastify, { type InjectOptions } from 'fastify'

import { createTestDatabase } from '@solar-capture/db/testing'

import { createAfterwards } from './afterwards.ts'
import { authRoute } from './auth-route.ts'
import { createAuth } from './auth.ts'
import { startChanges } from './changes.ts'
import type { Deps } from './deps.ts'
import { createEncryption } from './encryption.ts'
import { createImporter } from './importer.ts'
import { createOutgoing } from './outgoing.ts'
import { createSetupGuesses } from './setup-guesses.ts'
import { createStreamSlots } from './stream-slots.ts'
import { trpcRoute } from './trpc-route.ts'

export const owner = {
  token: 'OPEN-SESAME-NOW',
  name: 'Ana Ortiz',
  email: 'ana@example.com',
  password: 'correct horse battery',
  workspaceName: 'Sunny Roofs',
}

/** A database of its own with what signing in and tRPC need around it, and a server that offers both. */
export async function startAccess(options: { publicUrl?: string } = {}) {
  const database = await createTestDatabase()
  const encryption = createEncryption(Buffer.alloc(32, 7))
  const publicUrl = new URL(options.publicUrl ?? 'http://localhost:3000')
  const problems: string[] = []
  const reportError = (_error: unknown, message: string) => void problems.push(message)
  const clock = { now: new Date() }
  const changes = await startChanges(database.sql, (error) => reportError(error, 'changes'))
  const deps: Deps = {
    db: database.db,
    ingestDb: database.db,
    encryption,
    auth: createAuth({
      db: database.db,
      encryption,
      publicUrl,
      reportError,
    }),
    changes,
    importer: createImporter({ db: database.db, changes, now: () => clock.now, reportError }),
    setupCode: owner.token,
    setupGuesses: createSetupGuesses({ reportError }),
    mail: null,
    outgoing: createOutgoing({ allowPrivate: false }),
    afterwards: createAfterwards({ reportError }),
    streams: createStreamSlots(),
    listening: { origin: null },
    publicUrl,
    now: () => clock.now,
    reportError,
  }
  const app = fastify({ trustProxy: false })
  await app.register(authRoute, { deps })
  await app.register(trpcRoute, { deps })

  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { origin: publicUrl.origin, ...headers },
    } satisfies InjectOptions)

  return {
    ...database,
    deps,
    app,
    clock,
    problems,
    post,
    get: (url: string, headers: Record<string, string> = {}) =>
      app.inject({ method: 'GET', url, headers }),
    /** Signs in and answers the `cookie` header to go on with. */
    signIn: async (email = owner.email, password = owner.password) => {
      const answer = await post('/api/auth/sign-in/email', { email, password })
      return cookieHeader(answer.cookies)
    },
    close: async () => {
      await app.close()
      await deps.afterwards.settle()
      await changes.close()
      await database.close()
    },
  }
}

/** What a browser sends back of the cookies that it was given. */
export function cookieHeader(cookies: { name: string; value: string }[]): string {
  return cookies
    .filter((cookie) => cookie.value !== '')
    .map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`)
    .join('; ')
}
