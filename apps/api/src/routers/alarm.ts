import { z } from 'zod'

import {
  alarmChannels,
  alarmKinds,
  alarmTimings,
  type AlarmChannel,
} from '@solar-capture/core/alarm'
import { DomainError } from '@solar-capture/core/errors'
import { isTimeZone } from '@solar-capture/core/weeks'
import { hurryNotice } from '@solar-capture/db/alarm-notices'
import {
  lockAlarmSettings,
  saveAlarmSettings,
  type AlarmSettings,
} from '@solar-capture/db/alarm-settings'
import { listAlarms } from '@solar-capture/db/alarms'
import { differences } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'

import {
  alarmSettingsShape,
  alarmShape,
  viewAlarm,
  viewAlarmSettings,
  viewWatched,
  watchedShape,
} from '../alarm-view.ts'
import { newWebhookSecret, readWebhook, sealWebhook, unreadableWebhook } from '../alarm-webhook.ts'
import { audited } from '../audited.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { requireProof } from '../require-proof.ts'
import { sendTest } from '../send-alarms.ts'
import { createTokenBuckets } from '../token-buckets.ts'
import { procedure, router } from '../trpc.ts'
import { pageSize } from './shapes.ts'

const place = z.strictObject({ id: z.uuid() })

// Of each workspace: a test is a message to somebody else's server.
const tests = createTokenBuckets({ capacity: 5, refillMs: 60_000 })

const changes = z.strictObject({
  muted: z.array(z.enum(alarmKinds)).max(alarmKinds.length).optional(),
  timing: z.enum(alarmTimings).optional(),
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, 'This time zone is not known. It has to be like Europe/London.')
    .nullable()
    .optional(),
  emails: z.array(z.email().max(254)).max(20).nullable().optional(),
  /** Null posts nothing any more. */
  webhookUrl: z.string().trim().max(2_000).nullable().optional(),
  /** Signs with another secret from now on. */
  renewSecret: z.boolean().optional(),
})

export const alarmRouter = router({
  /** A page of alarms, the latest first: those that are open, or with `isOpen: false` those that are over. Times are ISO 8601 UTC. */
  list: procedure('alarm.list')
    .input(
      z.strictObject({
        isOpen: z.boolean().default(true),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(z.strictObject({ items: z.array(alarmShape), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId }, input: { isOpen, cursor, limit } }) => {
      const after = cursor == null ? null : fromCursor(cursor, place).id
      const found = await listAlarms(deps.db, workspaceId, { isOpen, after, limit: limit + 1 })
      const items = found.slice(0, limit).map(viewAlarm)
      const last = items.at(-1)
      const hasMore = found.length > limit && last !== undefined
      return { items, nextCursor: hasMore ? toCursor({ id: last.id }) : null }
    }),

  /** What usually arrives at each endpoint, the oldest first, and when silence becomes telling (ISO 8601 UTC). */
  watched: procedure('alarm.watched')
    .input(z.void())
    .output(z.array(watchedShape))
    .query(({ ctx: { deps, workspaceId } }) => viewWatched(deps, workspaceId)),

  /** What is watched, who is told and how, and what became of the last messages. */
  settings: procedure('alarm.settings')
    .input(z.void())
    .output(alarmSettingsShape)
    .query(({ ctx: { deps, workspaceId } }) => viewAlarmSettings(deps, workspaceId)),

  /**
   * Changes what is given. `webhookSecret`, which messages are signed with (Standard Webhooks), is answered this once when an address is
   * first set, set where the one before cannot be decrypted, and when it is renewed, else null. BAD_REQUEST for an address that nothing
   * is posted to; CONFLICT where only the secret is renewed and the address cannot be decrypted. PRECONDITION_REQUIRED where one of
   * them is given by somebody who has not proved for a while who they are.
   */
  saveSettings: procedure('alarm.saveSettings')
    .input(changes)
    .output(z.strictObject({ settings: alarmSettingsShape, webhookSecret: z.string().nullable() }))
    .mutation(async ({ ctx, input: { webhookUrl, renewSecret = false, ...rest } }) => {
      const { deps, workspaceId } = ctx
      if (webhookUrl !== undefined || renewSecret) requireProof(ctx)
      const hurry = (tx: Db, channel: AlarmChannel) =>
        hurryNotice(tx, { workspaceId, channel }, deps.now())
      const webhookSecret = await audited(ctx, async (tx, tell) => {
        const before = await lockAlarmSettings(tx, workspaceId)
        const { secret, ...webhook } = changeWebhook(deps, workspaceId, before, {
          webhookUrl,
          renewSecret,
        })
        const changed = { ...definedOf(rest), ...webhook }
        await saveAlarmSettings(tx, workspaceId, changed)
        if (rest.emails !== undefined) await hurry(tx, 'email')
        if (webhook.webhook) await hurry(tx, 'webhook')
        const details = {
          ...differences(detailsOf(before), detailsOf({ ...before, ...changed })),
          ...(secret !== null && { secret: 'new' }),
        }
        if (Object.keys(details).length > 0) await tell({ action: 'alarms_changed', details })
        return secret
      })
      deps.changes.publish(workspaceId, { kinds: ['alarm'], leadIds: [] })
      return { settings: await viewAlarmSettings(deps, workspaceId), webhookSecret }
    }),

  /**
   * Sends a test message now; `problem` is why it did not arrive, or null. When it did, what waits to be sent there again goes at once. At most five at once, and then one a minute.
   */
  test: procedure('alarm.test')
    .input(z.strictObject({ channel: z.enum(alarmChannels) }))
    .output(z.strictObject({ problem: z.string().nullable() }))
    .mutation(async ({ ctx, input: { channel } }) => {
      const { deps, workspaceId } = ctx
      if (!tests.take(workspaceId)) {
        throw new DomainError('conflict', 'That were many tests. Wait a minute.')
      }
      const problem = await sendTest(deps, workspaceId, channel)
      await audited(ctx, async (tx, tell) => {
        if (problem === null) await hurryNotice(tx, { workspaceId, channel }, deps.now())
        await tell({ action: 'alarm_tested', details: { channel, ok: problem === null } })
      })
      deps.changes.publish(workspaceId, { kinds: ['alarm'], leadIds: [] })
      return { problem }
    }),
})

type WebhookChange = { webhookUrl: string | null | undefined; renewSecret: boolean }
type Changed = { secret: string | null } & Partial<AlarmSettings>

function changeWebhook(
  deps: Deps,
  workspaceId: string,
  before: AlarmSettings,
  { webhookUrl, renewSecret }: WebhookChange,
): Changed {
  if (webhookUrl === null) return { secret: null, webhookHost: null, webhook: null }
  if (webhookUrl === undefined && !renewSecret) return { secret: null }
  const read = before.webhook && readWebhook(deps, workspaceId, before.webhook)
  // With a new address what cannot be read is not needed any more.
  if (read === 'unreadable' && webhookUrl === undefined) {
    throw new DomainError('conflict', unreadableWebhook)
  }
  const known = read === 'unreadable' ? null : read
  const url = webhookUrl ?? known?.url
  if (url === undefined) return { secret: null }
  const refusal = deps.outgoing.refusal(url)
  if (refusal !== null) throw new DomainError('invalid', refusal)
  const secret = known === null || renewSecret ? newWebhookSecret() : null
  const webhook = { url, secret: secret ?? known?.secret ?? '' }
  return {
    secret,
    webhookHost: new URL(url).host,
    webhook: sealWebhook(deps, workspaceId, webhook),
  }
}

function definedOf<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const defined = Object.entries(values).filter(([, value]) => value !== undefined)
  // Nothing else is left out.
  return Object.fromEntries(defined) as { [Key in keyof T]: Exclude<T[Key], undefined> }
}

// Addresses of people stay out of the audit log.
function detailsOf({ muted, timing, timeZone, emails, webhookHost }: AlarmSettings) {
  return {
    muted: muted.length === 0 ? null : muted.join(', '),
    ...{ timing, timeZone, webhookHost },
    emails: emails === null ? 'owners and admins' : `${emails.length} addresses`,
  }
}
