import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { clientAddressHeader } from './auth.ts'
import type { Deps } from './deps.ts'
import { refuseForeignRequest } from './foreign-request.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { Visitor } from './start-session.ts'
import { tooManyTries } from './too-many.ts'

const signInPath = '/api/auth/sign-in/email'
const signOutPath = '/api/auth/sign-out'
const reachable = [
  { method: 'POST', path: signInPath },
  { method: 'POST', path: signOutPath },
  { method: 'GET', path: '/api/auth/get-session' },
] as const

/** The request headers that better-auth gets; above all none in which a client could name its own address. */
const passedOn = ['cookie', 'content-type', 'origin', 'user-agent', 'sec-fetch-site'] as const

type AuthDeps = Pick<
  Deps,
  'auth' | 'db' | 'encryption' | 'afterwards' | 'changes' | 'publicUrl' | 'now'
>

/**
 * Signing in, which is our own, and the few of better-auth's routes that the dashboard needs. The session token goes
 * out in the cookie only, never in an answer's body. In a scope of its own, since better-auth reads bodies itself.
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
        if (path === signInPath) return passAnswer(await trySignIn(deps, request), reply)
        if (path === signOutPath) {
          reply.header('clear-site-data', '"cache"')
          return passAnswer(await signOut(deps, visitorOf(request)), reply)
        }
        const asked = toWebRequest(request, path, deps.publicUrl, request.body)
        return passAnswer(await deps.auth.handler(asked), reply)
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
  const result = await signIn(deps, given, visitorOf(request))
  if (result.kind === 'signed_in') {
    const headers = result.setCookies.map((cookie): [string, string] => ['set-cookie', cookie])
    return Response.json({ user: result.user }, { headers })
  }
  if (result.kind !== 'limited') return Response.json(refusals[result.kind], { status: 401 })
  const retryAfter = String(Math.ceil(result.waitMs / 1000))
  const headers = { 'x-retry-after': retryAfter }
  return Response.json({ message: tooManyTries }, { status: 429, headers })
}

const refusals = {
  wrong: {
    code: 'INVALID_EMAIL_OR_PASSWORD',
    message: 'This email address and password do not belong together.',
  },
  code_needed: { code: 'CODE_NEEDED', message: 'Give the code of your authenticator app too.' },
  code_wrong: {
    code: 'CODE_WRONG',
    message: 'This code is wrong, used or too old. Give the one that your app shows now.',
  },
}

const credentials = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1),
  code: z.string().trim().min(1).max(100).optional(),
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

function visitorOf({ ip, headers }: FastifyRequest): Visitor {
  return { address: ip, userAgent: headers['user-agent'], cookie: headers.cookie }
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
