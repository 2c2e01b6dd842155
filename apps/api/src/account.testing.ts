import { Secret, TOTP } from 'otpauth'

import { cookieHeader, owner, startAccess } from './access.testing.ts'
import { setUp } from './set-up.ts'

type Given = { cookie?: string; from?: string; userAgent?: string }

/** A server of `startAccess` that is set up for its owner, with ways to ask it as the dashboard does. */
export async function startAccount(options: Parameters<typeof startAccess>[0] = {}) {
  const server = await startAccess(options)
  const { userId, workspaceId } = await setUp(server.deps, owner)
  const post = async (url: string, payload: object, given: Given) => {
    const { cookie, from = '127.0.0.1', userAgent = 'Test' } = given
    const answer = await server.app.inject({
      ...{ method: 'POST', url, remoteAddress: from },
      headers: {
        ...{ origin: server.deps.publicUrl.origin, 'content-type': 'application/json' },
        ...{ 'user-agent': userAgent, ...(cookie === undefined ? {} : { cookie }) },
      },
      payload: JSON.stringify(payload),
    })
    const { statusCode: status, headers, body, cookies } = answer
    return { status, headers, body, cookies, json: body === '' ? null : answer.json() }
  }
  return {
    ...server,
    userId,
    workspaceId,
    /** Asks for a mutation, and answers what came of it, with the cookies to go on with. */
    mutate: async (path: string, input: object | undefined, given: Given = {}) => {
      const inBatch = { url: `/trpc/account.${path}?batch=1`, payload: { 0: input } }
      const { json, ...answer } = await post(inBatch.url, inBatch.payload, given)
      const [{ result, error } = {}] = json as {
        result?: { data: Record<string, never> }
        error?: { message: string; data: { fieldErrors?: Record<string, string[]> } }
      }[]
      return { ...answer, data: result?.data, error, cookie: merge(given.cookie, answer.cookies) }
    },
    /** Asks for a query, and answers its data; null when it is refused. */
    query: async (path: string, cookie: string) => {
      const answer = await server.get(`/trpc/account.${path}`, { cookie })
      return answer.statusCode === 200 ? answer.json().result.data : null
    },
    /** Signs in, by default as the owner, and answers what came of it, with the cookies to go on with. */
    enter: async (more: object = {}, given: Given = {}) => {
      const { email, password } = owner
      const body = { email, password, ...more }
      const { json, ...answer } = await post('/api/auth/sign-in/email', body, given)
      const { code } = json as { code?: string }
      return { ...answer, code, cookie: merge(given.cookie, answer.cookies) }
    },
    isSignedIn: async (cookie: string) =>
      (await server.get('/trpc/account.security', { cookie })).statusCode === 200,
    /** What the audit log tells, the earliest first. */
    audit: async () => {
      await server.deps.afterwards.settle()
      return server.sql<
        { action: string; actorKind: string; actorName: string | null; targetName: string | null }[]
      >`select action, actor_kind as "actorKind", actor_name as "actorName", target_name as "targetName"
        from audit_log where action <> 'set_up' order by ctid`
    },
    later: (seconds: number) => {
      server.clock.now = new Date(server.clock.now.getTime() + seconds * 1000)
    },
  }
}

export type AccountServer = Awaited<ReturnType<typeof startAccount>>

/** The code that an app shows for a seed at a time. */
export function codeAt(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
}

/** Turns the owner's second step on, and answers its seed and recovery codes; the clock is a step later then. */
export async function turnTotpOn(server: AccountServer, cookie: string) {
  const { data } = await server.mutate('enableTotp', { password: owner.password }, { cookie })
  const secret = String(data?.['secret'])
  const code = codeAt(secret, server.clock.now)
  const confirmed = await server.mutate('confirmTotp', { code }, { cookie })
  server.later(30)
  const recoveryCodes: string[] = confirmed.data?.['recoveryCodes'] ?? []
  return { secret, recoveryCodes, cookie: confirmed.cookie }
}

function merge(before: string | undefined, set: { name: string; value: string }[]): string {
  const kept = new Map(
    (before ?? '').split('; ').map((one) => {
      const at = one.indexOf('=')
      return [one.slice(0, at), decodeURIComponent(one.slice(at + 1))]
    }),
  )
  for (const { name, value } of set) kept.set(name, value)
  return cookieHeader([...kept].map(([name, value]) => ({ name, value })))
}
