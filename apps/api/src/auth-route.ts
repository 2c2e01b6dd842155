import { createHash } from 'node:crypto'

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { clearSignInAttempts, takeSignInAttempt } from '@solar-capture/db/sign-in-attempts'

import { networkOf } from './address.ts'
import { clientAddressHeader } from './auth.ts'
import type { Deps } from './deps.ts'
import { refuseForeignRequest } from './foreign-request.ts'

const signIn = '/api/auth/sign-in/email'
const reachable = [
  { method: 'POST', path: signIn },
  { method: 'POST', path: '/api/auth/sign-out' },
  { method: 'GET', path: '/api/auth/get-session' },
] as const

/** The request headers that better-auth gets; above all none in which a client could name its own address. */
const passedOn = ['cookie', 'content-type', 'origin', 'user-agent', 'sec-fetch-site'] as const

type AuthDeps = Pick<Deps, 'auth' | 'db' | 'publicUrl' | 'now'>

/**
 * Signing in and out: the few of better-auth's own routes that the dashboard needs. The session token goes out
 * in the cookie only, never in an answer's body. In a scope of its own, since better-auth reads bodies itself.
 */
export const authRoute: FastifyPluginCallback<{ deps: AuthDeps }> = (app, { deps }, done) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: 16 * 1024 },
    (_request, body, parsed) => parsed(null, body),
  )
  app.addHook('onRequest', async (request, reply) => {
    const refusal = refuseForeignRequest(request, deps.publicUrl)
    if (refusal) return reply.code(refusal.statusCode).send({ message: refusal.message })
  })
  for (const { method, path } of reachable) {
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const answer =
          path === signIn
            ? await trySignIn(deps, request)
            : await deps.auth.handler(toWebRequest(request, path, deps.publicUrl, request.body))
        return passAnswer(answer, reply)
      },
    })
  }
  done()
}

async function trySignIn(deps: AuthDeps, request: FastifyRequest): Promise<Response> {
  const given = readCredentials(request.body)
  if (given === null) {
    const message = 'Please give an email address and a password.'
    return Response.json({ message }, { status: 400 })
  }
  const account = createHash('sha256').update(given.email.toLowerCase()).digest('hex')
  const attempt = { account, address: networkOf(request.ip) }
  const wait = await takeSignInAttempt(deps.db, attempt, deps.now())
  if (wait > 0) {
    return Response.json(
      { message: 'Too many attempts. Please wait a little and try again.' },
      { status: 429, headers: { 'x-retry-after': String(Math.ceil(wait / 1000)) } },
    )
  }
  // Only what was read here goes on, so that nobody is counted as another than the one who is signed in.
  const asked = toWebRequest(request, signIn, deps.publicUrl, JSON.stringify(given))
  const answer = await deps.auth.handler(asked)
  if (!answer.ok) return answer
  await clearSignInAttempts(deps.db, attempt)
  const { cookie } = request.headers
  // The session that the browser had before must not outlive the one that takes its place.
  if (cookie !== undefined) await deps.auth.api.signOut({ headers: new Headers({ cookie }) })
  return answer
}

const credentials = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1),
  rememberMe: z.boolean().optional(),
})

/** Who wants to sign in and with what; null when the body does not say. */
function readCredentials(body: unknown): z.infer<typeof credentials> | null {
  if (typeof body !== 'string') return null
  return credentials.safeParse(parseJson(body)).data ?? null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toWebRequest(
  request: FastifyRequest,
  path: string,
  publicUrl: URL,
  body: unknown,
): Request {
  const headers = new Headers({ [clientAddressHeader]: request.ip })
  for (const name of passedOn) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request(new URL(path, publicUrl.origin), {
    method: request.method,
    headers,
    ...(typeof body === 'string' && body !== '' ? { body } : {}),
  })
}

async function passAnswer(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(answer.status).header('cache-control', 'no-store')
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  const retryAfter = answer.headers.get('x-retry-after')
  if (retryAfter !== null) reply.header('retry-after', retryAfter)
  const text = await answer.text()
  if (text === '') return reply.send()
  return reply.type('application/json; charset=utf-8').send(withoutTokens(text))
}

/** The same JSON without any property called `token`. */
function withoutTokens(json: string): string {
  return JSON.stringify(
    JSON.parse(json, (key: string, value: unknown) => (key === 'token' ? undefined : value)),
  )
}
