import { createHash } from 'node:crypto'

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { clearSignInAttempts, takeSignInAttempt } from '@solar-capture/db/sign-in-attempts'

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
        const asked = toWebRequest(request, path, deps.publicUrl)
        const answer =
          path === signIn ? await trySignIn(deps, request, asked) : await deps.auth.handler(asked)
        return passAnswer(answer, reply)
      },
    })
  }
  done()
}

// Beside better-auth's limit for each address there is one for each person, which many addresses share.
async function trySignIn(
  deps: AuthDeps,
  request: FastifyRequest,
  asked: Request,
): Promise<Response> {
  const account = accountOf(request.body)
  const wait = account === null ? 0 : await takeSignInAttempt(deps.db, account, deps.now())
  if (wait > 0) {
    return Response.json(
      { message: 'Too many attempts. Please wait a little and try again.' },
      { status: 429, headers: { 'x-retry-after': String(Math.ceil(wait / 1000)) } },
    )
  }
  const answer = await deps.auth.handler(asked)
  if (!answer.ok) return answer
  if (account !== null) await clearSignInAttempts(deps.db, account)
  const { cookie } = request.headers
  // The session that the browser had before must not outlive the one that takes its place.
  if (cookie !== undefined) await deps.auth.api.signOut({ headers: new Headers({ cookie }) })
  return answer
}

const credentials = z.object({ email: z.string().max(254) })

/** What stands for the person whom somebody wants to sign in as; null when the body names nobody. */
function accountOf(body: unknown): string | null {
  if (typeof body !== 'string') return null
  const parsed = credentials.safeParse(parseJson(body))
  if (!parsed.success) return null
  return createHash('sha256').update(parsed.data.email.toLowerCase()).digest('hex')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toWebRequest(request: FastifyRequest, path: string, publicUrl: URL): Request {
  const headers = new Headers({ [clientAddressHeader]: request.ip })
  for (const name of passedOn) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const body = typeof request.body === 'string' && request.body !== '' ? request.body : undefined
  return new Request(new URL(path, publicUrl.origin), {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
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
