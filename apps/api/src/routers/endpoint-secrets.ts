import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { overlapMs, overlaps, secretMatches } from '@solar-capture/core/secret-overlap'
import { getEndpoint } from '@solar-capture/db/endpoints'
import { replaceSecret, retirePrevious, rotateSecret } from '@solar-capture/db/secret-changes'
import { countChecks, listSecrets } from '@solar-capture/db/secret-use'

import { readParked } from '../apply-parked.ts'
import { audited } from '../audited.ts'
import { DecryptionError } from '../encryption.ts'
import { requireGood, sealing, setterOf, told, type SettingsContext } from '../endpoint-changes.ts'
import { endpointShape } from '../endpoint-view.ts'
import { canOpen, matchSecret } from '../known-secrets.ts'
import { leakReportShape, viewLeak } from '../leak-view.ts'
import { tooMany } from '../too-many.ts'
import { procedure } from '../trpc.ts'
import { instant } from './shapes.ts'

const byId = z.strictObject({ id: z.uuid() })
// Longer ones are refused with a reason that the admin gets.
const secretText = z.string().max(10_000)
const fingerprint = z.string().max(20).nullable()

/**
 * The fingerprints of the secrets that count, as `list` answered them to who decides: when others do by then, nothing is done. Left
 * out, that is not looked at.
 */
const seen = z.strictObject({ secret: fingerprint, previousSecret: fingerprint }).optional()

/** How many of the requests that came before there was any secret are verified now. */
const parkedVerifying = z.int()

const mostChecks = 5
const checksWithinMs = 60_000

/** The procedures about an endpoint's signing secrets: none ever answers one but when it was made here. */
export const endpointSecrets = {
  /**
   * Saves a signing secret, which replaces the one before at once. BAD_REQUEST with the reason when it is too
   * weak or was mistyped, CONFLICT when it was used here before or others count than were `seen`, NOT_FOUND.
   */
  setSecret: procedure('endpoint.setSecret')
    .input(byId.extend({ secret: secretText, seen }))
    .output(endpointShape.extend({ parkedVerifying }))
    .mutation(async ({ ctx, input: { id, secret, seen: known } }) => {
      requireGood(secret)
      await save(ctx, { id, secret, seen: known }, 'secret_set')
      const endpoint = await told(ctx, id)
      return { ...endpoint, parkedVerifying: await countVerifying(ctx, endpoint) }
    }),

  /**
   * Makes a signing secret of 256 random bits as 64 hex digits and saves it, which replaces the one before at once. It is
   * answered this once. CONFLICT when others count than were `seen`, NOT_FOUND.
   */
  generateSecret: procedure('endpoint.generateSecret')
    .input(byId.extend({ seen }))
    .output(z.strictObject({ secret: z.string(), endpoint: endpointShape }))
    .mutation(async ({ ctx, input: { id, seen: known } }) => {
      const secret = makeSecret()
      await save(ctx, { id, secret, seen: known }, 'secret_generated')
      return { secret, endpoint: await told(ctx, id) }
    }),

  /**
   * Saves a new signing secret while the one before goes on counting, by the database's clock: `none` stops every old one
   * now and for good. One that this server cannot decrypt does not go on. Without a `secret` one is made, and answered this once. Two secrets count and no third: while a previous one still
   * does, CONFLICT names the time when it ends, unless `seen` names it, which stops it. BAD_REQUEST and CONFLICT also as `setSecret`
   * has them, NOT_FOUND.
   */
  rotateSecret: procedure('endpoint.rotateSecret')
    .input(
      byId.extend({
        secret: secretText.optional(),
        keepPreviousFor: z.enum(overlaps),
        seen,
      }),
    )
    .output(
      z.strictObject({
        /** Null where it was given. */
        secret: z.string().nullable(),
        endpoint: endpointShape,
        parkedVerifying,
      }),
    )
    .mutation(async ({ ctx, input: { id, secret: given, keepPreviousFor, seen: known } }) => {
      if (given !== undefined) requireGood(given)
      const { deps, workspaceId, principal } = ctx
      const secret = given ?? makeSecret()
      const { fingerprint, seal } = sealing(deps, id, secret)
      await audited(ctx, async (tx, tell) => {
        const by = { setBy: setterOf(principal), now: deps.now(), seen: known }
        await rotateSecret(tx, { workspaceId, id }, seal, {
          ...{ ...by, keepMs: overlapMs[keepPreviousFor] },
          canOpen: (stored) => canOpen(deps, id, stored),
        })
        const { name } = await getEndpoint(tx, workspaceId, id)
        const details = { fingerprint, keepPreviousFor }
        await tell({ action: 'secret_rotated', target: { id, name }, details })
      })
      const endpoint = await told(ctx, id)
      return {
        ...{ secret: given === undefined ? secret : null, endpoint },
        parkedVerifying: await countVerifying(ctx, endpoint),
      }
    }),

  /** Stops the previous secret now, before its time. Where none counts, nothing happens. NOT_FOUND. */
  retirePrevious: procedure('endpoint.retirePrevious')
    .input(byId)
    .output(endpointShape)
    .mutation(async ({ ctx, input: { id } }) => {
      const { deps, workspaceId } = ctx
      await audited(ctx, async (tx, tell) => {
        const fingerprint = await retirePrevious(tx, { workspaceId, id }, deps.now())
        if (fingerprint === null) return
        const { name } = await getEndpoint(tx, workspaceId, id)
        await tell({ action: 'secret_retired', target: { id, name }, details: { fingerprint } })
      })
      return told(ctx, id)
    }),

  /**
   * Says which of the endpoint's secrets a given one is, for who wants to know what is pasted in Cal.com. Five times a
   * minute in a workspace, TOO_MANY_REQUESTS; the audit log tells of each, without the value. NOT_FOUND.
   */
  checkSecret: procedure('endpoint.checkSecret')
    .input(byId.extend({ secret: secretText.min(1) }))
    .output(z.strictObject({ matches: z.enum(secretMatches) }))
    .mutation(async ({ ctx, input: { id, secret } }) => {
      const { deps, workspaceId } = ctx
      return audited(ctx, async (tx, tell) => {
        const { name } = await getEndpoint(tx, workspaceId, id)
        const since = new Date(deps.now().getTime() - checksWithinMs)
        if ((await countChecks(tx, workspaceId, since)) >= mostChecks) {
          throw tooMany(ctx, checksWithinMs)
        }
        const matches = matchSecret(deps, id, await listSecrets(tx, id), secret)
        await tell({ action: 'secret_checked', target: { id, name }, details: { matches } })
        return { matches }
      })
    }),

  /**
   * What the endpoint's secrets brought in, for who fears that one leaked: how many deliveries each, since `since` or ever, and
   * the last of all or of the one with that `fingerprint`, with the lead that each touched and its effect. The audit log tells
   * of it. NOT_FOUND, also without any secret.
   */
  leakReport: procedure('endpoint.leakReport')
    .input(byId.extend({ fingerprint: z.string().max(20).optional(), since: instant.optional() }))
    .output(leakReportShape)
    .mutation(async ({ ctx, input: { id, fingerprint, since } }) => {
      const { workspaceId } = ctx
      return audited(ctx, async (tx, tell) => {
        const { name } = await getEndpoint(tx, workspaceId, id)
        const report = await viewLeak(tx, ctx, { id, fingerprint, since })
        const counted = report.secrets.filter(
          (one) => (fingerprint ?? one.fingerprint) === one.fingerprint,
        )
        const count = counted.reduce((sum, one) => sum + one.count, 0)
        const details = { ...(fingerprint === undefined ? {} : { fingerprint }), count }
        await tell({ action: 'secret_leak_reported', target: { id, name }, details })
        return report
      })
    }),
}

async function countVerifying(
  { deps, workspaceId }: SettingsContext,
  { id, publicId }: { id: string; publicId: string },
): Promise<number> {
  try {
    return (await readParked(deps.db, deps, { workspaceId, id, publicId })).verified.length
  } catch (error) {
    // The secret is saved all the same.
    if (error instanceof DecryptionError) return 0
    throw error
  }
}

function makeSecret(): string {
  return randomBytes(32).toString('hex')
}

async function save(
  ctx: SettingsContext,
  { id, secret, seen: known }: { id: string; secret: string; seen: z.output<typeof seen> },
  action: 'secret_set' | 'secret_generated',
) {
  const { deps, workspaceId, principal } = ctx
  const { fingerprint, seal } = sealing(deps, id, secret)
  await audited(ctx, async (tx, tell) => {
    const by = { setBy: setterOf(principal), now: deps.now(), seen: known }
    await replaceSecret(tx, { workspaceId, id }, seal, by)
    const { name } = await getEndpoint(tx, workspaceId, id)
    await tell({ action, target: { id, name }, details: { fingerprint } })
  })
}
