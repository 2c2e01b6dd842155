import { Readable } from 'node:stream'

import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { Scope } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'
import { leadFilter } from '@solar-capture/core/lead-filter'
import { importedOutcomes } from '@solar-capture/core/lead-import'
import { eachImported } from '@solar-capture/db/import-results'
import { getImport } from '@solar-capture/db/imports'
import { eachExported, type Exported } from '@solar-capture/db/lead-export'

import { auditDenial, audited } from './audited.ts'
import type { Deps } from './deps.ts'
import { fileNameOf, writeImported, writeLeads } from './file-text.ts'
import { refuseForeignRequest } from './foreign-request.ts'
import type { Principal } from './principal.ts'
import { toJsonSchema } from './rest/json-schema.ts'
import { readQuery } from './rest/read-query.ts'
import { isStorable } from './storable.ts'
import { contextMaker, errorReporter } from './trpc.ts'

const exportPath = '/api/leads/export'
const importedPath = '/api/leads/imports/:importId/rows.csv'
const mostIds = 10_000
// Each of them keeps a connection to the database busy.
const mostAtOnce = 4

const format = z.enum(['csv', 'json'])
const asked = leadFilter.extend({ format })
const posted = z
  .strictObject({
    format,
    filter: leadFilter.optional(),
    ids: z.array(z.uuid()).min(1).max(mostIds).optional(),
  })
  .refine(({ filter, ids }) => !filter || !ids, 'Give a filter or ids, not both.')
const imported = z.strictObject({ outcome: z.enum(importedOutcomes).optional() })

/**
 * Files of leads, as streams: those of a filter (`GET /api/leads/export`, or POST with a filter or ids), and what became of the rows of
 * an import. For whoever may call procedures, and refused in the same words.
 */
export async function leadFiles(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  const createContext = contextMaker(deps)
  const report = errorReporter(deps)
  let running = 0

  app.addHook('onRequest', async (request, reply) => {
    const refusal = refuseForeignRequest(request, deps.publicUrl)
    if (!refusal) return
    return reply.code(refusal.statusCode).send({ error: { message: refusal.message } })
  })

  /** Answers a request with a stream that `open` makes for who asks. */
  const answering =
    (name: string, scope: Scope, open: (call: Call) => Promise<Answer>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        const { principal, clientAddress } = await createContext({ req: request, res: reply })
        if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' })
        const { workspaceId } = principal
        if (!principal.scopes.includes(scope)) {
          await auditDenial({ deps, workspaceId, principal, clientAddress }, name)
          const who = principal.kind === 'key' ? 'This API key' : 'Your role'
          throw new TRPCError({ code: 'FORBIDDEN', message: `${who} may not do this (${scope}).` })
        }
        if (running >= mostAtOnce) {
          const message = 'Too many files are being made right now. Try again in a minute.'
          throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message })
        }
        const answer = await open({ deps, request, workspaceId, principal, clientAddress })
        running += 1
        const stream = Readable.from(answer.parts, { objectMode: false })
        stream.once('close', () => (running -= 1))
        return await reply
          .type(answer.type)
          .header('content-disposition', `attachment; filename="${answer.fileName}"`)
          .send(stream)
      } catch (cause) {
        const error = toTrpcError(cause)
        report({ error, path: name })
        return refuseAs(reply, error)
      }
    }

  app.get(
    exportPath,
    answering('lead.export', 'leads:read', (call) => openExport(call, fromQuery(call))),
  )
  app.post(
    exportPath,
    answering('lead.export', 'leads:read', (call) => openExport(call, fromBody(call))),
  )
  app.get(importedPath, answering('lead.import.result', 'leads:write', openImported))
}

type Call = {
  deps: Deps
  request: FastifyRequest
  workspaceId: string
  principal: Principal
  clientAddress: string
}

type Answer = { type: string; fileName: string; parts: AsyncIterable<string> }

type Wanted = { format: 'csv' | 'json'; wanted: Exported }

function fromQuery({ request }: Call): Wanted {
  const { format: chosen, ...filter } = parse(asked, queryOf(request, asked))
  return { format: chosen, wanted: { filter } }
}

function fromBody({ request }: Call): Wanted {
  const { format: chosen, filter = {}, ids } = parse(posted, request.body)
  return { format: chosen, wanted: ids ? { ids } : { filter } }
}

async function openExport(call: Call, { format: chosen, wanted }: Wanted): Promise<Answer> {
  const { deps, workspaceId } = call
  const now = deps.now()
  const parts = eachExported(deps.db, workspaceId, wanted, now)
  // By then it may be half read, so it is told of before it begins.
  const details = { format: chosen.toUpperCase(), which: wordWanted(wanted) }
  await audited(call, (_, tell) => tell({ action: 'leads_exported', details }))
  return {
    type: chosen === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    fileName: fileNameOf('leads', now, chosen),
    parts: writeLeads(parts, chosen),
  }
}

async function openImported({ deps, request, workspaceId }: Call): Promise<Answer> {
  const { importId } = parse(z.object({ importId: z.uuid() }), request.params)
  const { outcome = null } = parse(imported, queryOf(request, imported))
  const place = { workspaceId, id: importId }
  const file = await getImport(deps.db, place)
  return {
    type: 'text/csv; charset=utf-8',
    fileName: fileNameOf(outcome === null ? 'import' : `import-${outcome}`, deps.now(), 'csv'),
    parts: writeImported(eachImported(deps.db, place, outcome), file),
  }
}

// What is searched for may be somebody's name.
function wordWanted(wanted: Exported): string {
  if ('ids' in wanted) return `${wanted.ids.length} chosen`
  return Object.keys(wanted.filter).length === 0 ? 'all' : 'filtered'
}

function queryOf({ url }: FastifyRequest, schema: z.ZodType): unknown {
  const [, query = ''] = url.split(/\?(.*)/s)
  return readQuery(query, toJsonSchema(schema, 'input'))
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success && isStorable(value)) return parsed.data
  const message = parsed.error ? z.prettifyError(parsed.error) : 'A text cannot be stored.'
  throw new TRPCError({ code: 'BAD_REQUEST', message })
}

function toTrpcError(cause: unknown): TRPCError {
  if (!(cause instanceof DomainError)) return getTRPCErrorFromUnknown(cause)
  return new TRPCError({
    ...{ code: cause.code === 'not_found' ? 'NOT_FOUND' : 'CONFLICT', message: cause.message },
    cause,
  })
}

const statuses: Partial<Record<TRPCError['code'], number>> = {
  ...{ BAD_REQUEST: 400, UNAUTHORIZED: 401, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409 },
  ...{ PRECONDITION_FAILED: 412, TOO_MANY_REQUESTS: 429 },
}

function refuseAs(reply: FastifyReply, { code, message }: TRPCError): FastifyReply {
  const status = statuses[code] ?? 500
  const words = status === 500 ? 'Something went wrong here. It has been logged.' : message
  return reply.code(status).send({ error: { code, message: words } })
}
