import { z } from 'zod'

import { scopes } from '@solar-capture/core/access'
import { addApiKey, listApiKeys, revokeApiKey } from '@solar-capture/db/api-keys'
import { newId } from '@solar-capture/db/new-id'

import { newApiKey } from '../api-key.ts'
import { audited } from '../audited.ts'
import type { Change } from '../changes.ts'
import { procedure, router } from '../trpc.ts'

const day = 24 * 60 * 60 * 1000

const instant = z.iso.datetime()

const shownKey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** How the key starts: enough to recognise it, not enough to use it. */
  prefix: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** Days until it stops working. */
  expiresInDays: z.int().min(1).max(365).default(90),
})

/**
 * API keys are managed by people whose role may change settings. A key never manages keys, whatever its
 * scopes are: one that leaked could give itself successors.
 */

const changed: Change = { kinds: ['api_key'], leadIds: [] }

export const apiKeyRouter = router({
  /** The workspace's keys, the newest first, with revoked and expired ones. Times are ISO 8601 UTC. */
  list: procedure('apiKey.list')
    .input(z.void())
    .output(z.array(shownKey))
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const keys = await listApiKeys(deps.db, workspaceId)
      return keys.map(({ publicId, ...key }) => ({
        ...key,
        prefix: `sck_${publicId}`,
        createdAt: key.createdAt.toISOString(),
        expiresAt: key.expiresAt?.toISOString() ?? null,
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      }))
    }),

  /** Makes a key, which is shown this once: only its hash is kept. */
  create: procedure('apiKey.create')
    .input(newKey)
    .output(z.strictObject({ id: z.uuid(), key: z.string(), expiresAt: instant }))
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId, user } = ctx
      const now = deps.now()
      const id = newId(now.getTime())
      const { key, publicId, hash } = newApiKey()
      const expiresAt = new Date(now.getTime() + input.expiresInDays * day)
      const { name } = input
      const given = [...new Set(input.scopes)]
      const row = { id, workspaceId, name, publicId, hash, scopes: given, createdBy: user.id }
      await audited(ctx, async (tx, tell) => {
        await addApiKey(tx, { ...row, createdAt: now, expiresAt })
        const details = { scopes: given.join(' '), days: input.expiresInDays }
        await tell({ action: 'api_key_created', target: { id, name }, details })
      })
      deps.changes.publish(workspaceId, changed)
      return { id, key, expiresAt: expiresAt.toISOString() }
    }),

  /** Ends a key at once; again changes nothing. NOT_FOUND when the workspace has no such key. */
  revoke: procedure('apiKey.revoke')
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(async ({ ctx, input: { id } }) => {
      const { deps, workspaceId } = ctx
      await audited(ctx, async (tx, tell) => {
        const name = await revokeApiKey(tx, workspaceId, id, deps.now())
        if (name !== null) await tell({ action: 'api_key_revoked', target: { id, name } })
      })
      deps.changes.publish(workspaceId, changed)
      return { id }
    }),
})
