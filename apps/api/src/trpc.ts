import { initTRPC, TRPCError } from '@trpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { Scope } from '@solar-capture/core/access'
import { DomainError, type ErrorCode } from '@solar-capture/core/errors'

import { auditDenial, auditUnknownKey } from './audited.ts'
import type { Deps } from './deps.ts'
import { needs, type Need, type ProcedureName } from './needs.ts'
import { actorOf, identify, type Person, type Principal } from './principal.ts'
import { requireProof } from './require-proof.ts'
import type { Visitor } from './start-session.ts'
import { isStorable } from './storable.ts'
import { wordIssue } from './word-issue.ts'

export type Context = {
  deps: Deps
  principal: Principal | null
  /** Who is signed in, also where they are in no workspace; null for an API key. */
  person: Person | null
  /** The request's address (behind a trusted proxy: the client's), as sessions record it. */
  clientAddress: string
  /** Where the request comes from, as a session of it is stored. */
  visitor: Visitor
  setCookies: (cookies: string[]) => void
  /** Says when to come back, in seconds. */
  setRetryAfter: (seconds: number) => void
}

/** Makes tRPC's `createContext` of a fastify server. Throws UNAUTHORIZED when an API key came that is not valid. */
export function contextMaker(deps: Deps) {
  return async ({ req, res }: { req: FastifyRequest; res: FastifyReply }): Promise<Context> => {
    const setCookies = (cookies: string[]) => {
      if (cookies.length > 0) res.header('set-cookie', cookies)
    }
    const who = await identify(deps, req.headers)
    if (!who.ok) {
      await auditUnknownKey(deps, req.ip)
      throw new TRPCError({ code: 'UNAUTHORIZED', message: who.message })
    }
    setCookies(who.setCookies)
    const { principal, person } = who
    refuseOutdatedWindow(req, principal)
    const { cookie, 'user-agent': userAgent } = req.headers
    return {
      ...{ deps, principal, person, clientAddress: req.ip },
      visitor: { address: req.ip, userAgent, cookie },
      setCookies,
      setRetryAfter: (seconds) => void res.header('retry-after', seconds),
    }
  }
}

/** Names the workspace that a window shows, in a request header: where another one was chosen since, nothing is done. */
const workspaceHeader = 'x-solar-capture-workspace'

function refuseOutdatedWindow({ headers }: FastifyRequest, principal: Principal | null): void {
  const shown = headers[workspaceHeader]
  if (shown === undefined || principal === null || shown === principal.workspaceId) return
  const message = 'Another workspace was chosen meanwhile. Load this window anew.'
  throw new TRPCError({ code: 'PRECONDITION_FAILED', message })
}

/** A context without a request, for calls from inside: tests and scripts. */
export function contextWithin(deps: Deps, principal: Principal | null): Context {
  const person =
    principal?.kind === 'member'
      ? { ...principal.user, sessionId: principal.sessionId, provedAt: deps.now() }
      : null
  const address = '127.0.0.1'
  const nothing = { setCookies: () => {}, setRetryAfter: () => {} }
  return { deps, principal, person, clientAddress: address, visitor: { address }, ...nothing }
}

z.config({ customError: wordIssue })

const t = initTRPC
  .context<Context>()
  .meta<{ name: ProcedureName }>()
  .create({
    isDev: false,
    // Milliseconds. A silent connection is cut after 20 seconds, and a session may have ended meanwhile.
    sse: { ping: { enabled: true, intervalMs: 15_000 }, maxDurationMs: 900_000 },
    errorFormatter: ({ shape, error }) => {
      const { stack: _, ...data } = shape.data
      if (error.code === 'INTERNAL_SERVER_ERROR') {
        return { ...shape, message: 'Something went wrong here. It has been logged.', data }
      }
      if (error.cause instanceof z.ZodError) {
        const { fieldErrors } = z.flattenError(error.cause)
        return { ...shape, message: z.prettifyError(error.cause), data: { ...data, fieldErrors } }
      }
      if (error.cause instanceof DomainError && error.cause.leadId !== null) {
        return { ...shape, data: { ...data, leadId: error.cause.leadId } }
      }
      return { ...shape, data }
    },
  })

const codes = {
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  invalid: 'BAD_REQUEST',
  forbidden: 'FORBIDDEN',
  unproved: 'PRECONDITION_REQUIRED',
} satisfies Record<ErrorCode, TRPCError['code']>

const mapDomainErrors = t.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok && result.error.cause instanceof DomainError) {
    const { cause } = result.error
    throw new TRPCError({ code: codes[cause.code], message: cause.message, cause })
  }
  return result
})

const refuseUnstorable = t.middleware(async ({ next, getRawInput }) => {
  if (isStorable(await getRawInput())) return next()
  const message =
    'A text contains a character that cannot be stored. Remove it, or type the text again.'
  throw new TRPCError({ code: 'BAD_REQUEST', message })
})

export const router = t.router

const refuseMisplaced = t.middleware(({ path, meta, next }) => {
  if (path === meta?.name) return next()
  throw new Error(`${path} was built as ${meta?.name ?? 'nothing'}, so what it needs is not known.`)
})

// What is refused for want of a right is told in the audit log, once the refusal is certain.
const auditDenials = t.middleware(async ({ ctx, path, next }) => {
  const result = await next()
  const { deps, principal, clientAddress } = ctx
  if (!result.ok && result.error.code === 'FORBIDDEN' && principal) {
    const { workspaceId } = principal
    await auditDenial({ deps, workspaceId, principal, clientAddress }, path)
  }
  return result
})

const onlyPeople = 'Only somebody who is signed in may do this, not an API key.'

const totpFirst =
  'This workspace asks its owners and admins for a second step when they sign in. Set it up under Account.'

const forAnybody = t.procedure
  .use(auditDenials)
  .use(refuseMisplaced)
  .use(mapDomainErrors)
  .use(refuseUnstorable)

const forKnown = forAnybody.use(({ ctx, next }) => {
  const { principal } = ctx
  if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' })
  return next({
    ctx: { principal, workspaceId: principal.workspaceId, actor: actorOf(principal) },
  })
})

const refuseUnproved = t.middleware(({ ctx, meta, next }) => {
  const need: Need | null = meta ? needs[meta.name] : null
  if (need && 'proof' in need) requireProof(ctx)
  return next()
})

const forSelf = forAnybody
  .use(({ ctx, next }) => {
    if (ctx.person) return next({ ctx: { person: ctx.person } })
    if (!ctx.principal) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' })
    throw new TRPCError({ code: 'FORBIDDEN', message: onlyPeople })
  })
  .use(refuseUnproved)

const forScope = (scope: Scope) =>
  forKnown
    .use(({ ctx, next }) => {
      if (ctx.principal.scopes.includes(scope)) return next()
      if (ctx.principal.kind === 'member' && ctx.principal.needsTotp) {
        throw new TRPCError({ code: 'FORBIDDEN', message: totpFirst })
      }
      const who = ctx.principal.kind === 'key' ? 'This API key' : 'Your role'
      throw new TRPCError({ code: 'FORBIDDEN', message: `${who} may not do this (${scope}).` })
    })
    .use(refuseUnproved)

const forPeople = (scope: Scope) =>
  forScope(scope).use(({ ctx, next }) => {
    if (ctx.principal.kind === 'member') {
      return next({ ctx: { principal: ctx.principal, user: ctx.principal.user } })
    }
    throw new TRPCError({ code: 'FORBIDDEN', message: onlyPeople })
  })

/** What a procedure with a need starts from: but for what anybody may call, its context has who calls. */
type BuilderFor<Wanted extends Need> = Wanted['for'] extends 'anybody'
  ? typeof forAnybody
  : Wanted['for'] extends 'self'
    ? typeof forSelf
    : Wanted['for'] extends 'people'
      ? ReturnType<typeof forPeople>
      : typeof forKnown

/**
 * Starts the procedure of that name: whoever lacks what it needs is refused before its input is looked at. Its context
 * has `workspaceId`, `principal` and the `actor` that timelines name, and for people only also the signed-in `user`.
 */
export function procedure<Name extends ProcedureName>(
  name: Name,
): BuilderFor<(typeof needs)[Name]> {
  // The type is that of the need, which the compiler cannot follow through `builderFor`.
  return builderFor(needs[name]).meta({ name }) as unknown as BuilderFor<(typeof needs)[Name]>
}

function builderFor(need: Need) {
  switch (need.for) {
    case 'anybody':
      return forAnybody
    case 'self':
      return forSelf
    case 'known':
      return forKnown
    case 'scope':
      return forScope(need.scope)
    case 'people':
      return forPeople(need.scope)
  }
}

/** Makes tRPC's `onError`: reports what is a bug of ours, once. */
export function errorReporter({ reportError }: Pick<Deps, 'reportError'>) {
  return ({ error, path }: { error: TRPCError; path?: string | undefined }): void => {
    if (error.code !== 'INTERNAL_SERVER_ERROR') return
    reportError(error.cause ?? error, `The procedure ${path ?? ''} failed`)
  }
}
