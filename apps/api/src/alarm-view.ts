import { z } from 'zod'

import { alarmChannels, alarmKinds, alarmTimings } from '@solar-capture/core/alarm'
import { wordAlarm } from '@solar-capture/core/word-alarm'
import { wordRhythm } from '@solar-capture/core/word-rhythm'
import { listLastNotices } from '@solar-capture/db/alarm-notices'
import { listAlarmReaders, readAlarmSettings } from '@solar-capture/db/alarm-settings'
import type { Alarm } from '@solar-capture/db/alarms'
import { organizerTimeZone, readWatch } from '@solar-capture/db/endpoint-watches'
import { listEndpoints } from '@solar-capture/db/endpoints'
import { findLastDelivery } from '@solar-capture/db/last-delivery'

import { zoneWithoutBookings } from './check-alarms.ts'
import type { Deps } from './deps.ts'
import { findOverdue } from './overdue.ts'
import { instant, toInstant } from './routers/shapes.ts'

export const alarmShape = z.strictObject({
  id: z.uuid(),
  kind: z.enum(alarmKinds),
  endpoint: z.strictObject({ id: z.uuid(), name: z.string() }),
  /** When its cause began. */
  since: instant,
  raisedAt: instant,
  endedAt: instant.nullable(),
  /** What happened, what it means and what to do, in words. */
  title: z.string(),
  text: z.string(),
  action: z.string(),
})

export const watchedShape = z.strictObject({
  endpointId: z.uuid(),
  name: z.string(),
  /** Since when it is looked at without a break; null while it is off or has no secret. */
  watchedSince: instant.nullable(),
  lastArrivalAt: instant.nullable(),
  /** What is usual, in words, and from how many deliveries of which time that was learned; null until enough is known. */
  rhythm: z
    .strictObject({ text: z.string(), arrivals: z.int(), from: instant, to: instant })
    .nullable(),
  /** When silence becomes telling. */
  overdueAt: instant.nullable(),
})

export const alarmSettingsShape = z.strictObject({
  /** Kinds that are not looked for. */
  muted: z.array(z.enum(alarmKinds)),
  timing: z.enum(alarmTimings),
  /** Which weekdays and hours are meant; null goes by those of the organizers of bookings. */
  timeZone: z.string().nullable(),
  timeZoneInUse: z.string(),
  /** Null is owners and admins, an empty list nobody. */
  emails: z.array(z.string()).nullable(),
  /** Who gets mails now. */
  emailsInUse: z.array(z.string()),
  /** Whether a mail server is set up. */
  hasMail: z.boolean(),
  /** The host that messages are posted to. Its address is not answered: for some it is all that it takes to post there. */
  webhookHost: z.string().nullable(),
  /** What became of the last message of each channel. */
  last: z.array(
    z.strictObject({
      channel: z.enum(alarmChannels),
      sentAt: instant.nullable(),
      problem: z.string().nullable(),
      /** When it is sent, or sent again; null when it was sent or given up. */
      retryAt: instant.nullable(),
    }),
  ),
})

/** An alarm as tools see it. */
export function viewAlarm(alarm: Alarm): z.output<typeof alarmShape> {
  const { id, kind, endpointId, endpointName, since, raisedAt, endedAt, detail } = alarm
  return {
    ...{ id, kind, endpoint: { id: endpointId, name: endpointName } },
    ...{ since: toInstant(since), raisedAt: toInstant(raisedAt), endedAt: toInstant(endedAt) },
    ...wordAlarm(kind, detail, endpointName),
  }
}

/** What is watched in a workspace, the oldest endpoint first. */
export async function viewWatched(
  { db }: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<z.output<typeof watchedShape>[]> {
  const endpoints = await listEndpoints(db, workspaceId)
  return Promise.all(
    endpoints.map(async ({ id: endpointId, name, secret }) => {
      const place = { workspaceId, endpointId }
      const watch = await readWatch(db, place)
      const lastAt = (await findLastDelivery(db, place))?.at ?? null
      const rhythm = watch?.rhythm ?? null
      const known = { secretSetAt: secret?.setAt ?? null, lastAt }
      return {
        ...{ endpointId, name },
        watchedSince: toInstant(watch?.watchedSince ?? null),
        lastArrivalAt: toInstant(lastAt),
        rhythm: rhythm && {
          text: wordRhythm(rhythm),
          ...{ arrivals: rhythm.arrivals, from: rhythm.from, to: rhythm.to },
        },
        overdueAt: toInstant(await findOverdue(db, place, watch, known)),
      }
    }),
  )
}

/** The settings of a workspace, with what holds where nothing is set. */
export async function viewAlarmSettings(
  { db, mail }: Pick<Deps, 'db' | 'mail'>,
  workspaceId: string,
): Promise<z.output<typeof alarmSettingsShape>> {
  const { webhook: _, ...settings } = await readAlarmSettings(db, workspaceId)
  const { timeZone, emails } = settings
  const last = await listLastNotices(db, workspaceId)
  return {
    ...settings,
    timeZoneInUse: timeZone ?? (await organizerTimeZone(db, workspaceId)) ?? zoneWithoutBookings,
    emailsInUse: emails ?? (await listAlarmReaders(db, workspaceId)),
    hasMail: mail !== null,
    last: last.map(({ sentAt, retryAt, ...notice }) => ({
      ...notice,
      ...{ sentAt: toInstant(sentAt), retryAt: toInstant(retryAt) },
    })),
  }
}
