import { learnRhythm, rhythmWeeks } from '@solar-capture/core/quiet'
import { channelsOf, readAlarmSettings } from '@solar-capture/db/alarm-settings'
import { sweepAlarms } from '@solar-capture/db/alarm-sweep'
import { syncAlarms } from '@solar-capture/db/alarms'
import { listEndedMeetings } from '@solar-capture/db/ended-meetings'
import {
  listAllEndpoints,
  listArrivals,
  organizerTimeZone,
  saveRhythm,
  touchWatch,
  type EndpointWatch,
} from '@solar-capture/db/endpoint-watches'
import { listEndpoints } from '@solar-capture/db/endpoints'
import { findLastDelivery, type EndpointPlace } from '@solar-capture/db/last-delivery'
import { takeSample } from '@solar-capture/db/samples'
import { listSecrets } from '@solar-capture/db/secret-use'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { lookAt, unwatched } from './alarm-causes.ts'
import type { Deps } from './deps.ts'
import { isReadable } from './known-secrets.ts'

export type AlarmDeps = Pick<
  Deps,
  'db' | 'changes' | 'now' | 'reportError' | 'encryption' | 'mail' | 'outgoing' | 'publicUrl'
>

const hour = 60 * 60 * 1000
const day = 24 * hour
// Longer than a restart takes.
const patienceMs = 15 * 60 * 1000
const meetingDays = 28
const sweepEveryMs = 10 * 60 * 1000
const learnEveryMs = { known: 12 * hour, unknown: hour }
export const zoneWithoutBookings = 'UTC'

/**
 * Looks at every endpoint of every workspace, raises and ends alarms, and now and then removes old ones. Rejects when the database is
 * not available.
 */
export async function checkAlarms(deps: AlarmDeps): Promise<void> {
  const all = await listAllEndpoints(deps.db)
  for (const workspaceId of new Set(all.map((place) => place.workspaceId))) {
    try {
      if (await checkWorkspace(deps, workspaceId)) {
        deps.changes.publish(workspaceId, { kinds: ['alarm', 'endpoint'], leadIds: [] })
      }
    } catch (error) {
      if (isUnavailable(error)) throw error
      deps.reportError(error, `The alarms of the workspace ${workspaceId} could not be checked`)
    }
  }
  const now = deps.now()
  if (await takeSample(deps.db, 'old alarms are removed', sweepEveryMs, now)) {
    await sweepAlarms(deps.db, now)
  }
}

async function checkWorkspace(deps: AlarmDeps, workspaceId: string): Promise<boolean> {
  const { db, mail, now: clock } = deps
  const now = clock()
  const settings = await readAlarmSettings(db, workspaceId)
  const channels = channelsOf(settings, { hasMail: mail !== null })
  const endpoints = await listEndpoints(db, workspaceId)
  const timeZone =
    settings.timeZone ?? (await organizerTimeZone(db, workspaceId)) ?? zoneWithoutBookings
  const from = new Date(now.getTime() - meetingDays * day)
  const meetings = await listEndedMeetings(db, workspaceId, { from, to: now })
  let hasChanged = false
  for (const { id: endpointId, mode, secret } of endpoints) {
    const place = { workspaceId, endpointId }
    const isOn = mode === 'active' && secret !== null
    const touched = await touchWatch(db, place, { isOn, now, patienceMs })
    const lastAt = (await findLastDelivery(db, place))?.at ?? null
    const watch = touched && (await learn(deps, touched, { lastAt, timeZone, now }))
    const look =
      watch && isOn
        ? await lookAt(
            db,
            {
              ...{ ...place, watch, lastAt, secretSetAt: secret.setAt },
              isReadable: isReadable(deps, endpointId, await listSecrets(db, endpointId)),
              meetings: meetings.filter((meeting) => meeting.endpointId === endpointId),
            },
            { muted: settings.muted, now },
          )
        : unwatched(now)
    if (await syncAlarms(db, place, { look, channels })) hasChanged = true
  }
  return hasChanged
}

/** Learns anew what is usual once in a while, as long as deliveries come. */
async function learn(
  { db }: AlarmDeps,
  watch: EndpointWatch,
  { lastAt, timeZone, now }: { lastAt: Date | null; timeZone: string; now: Date },
): Promise<EndpointWatch> {
  const { learnedAt } = watch
  const every = watch.rhythm === null ? learnEveryMs.unknown : learnEveryMs.known
  const isNew = lastAt !== null && (learnedAt === null || lastAt > learnedAt)
  if (!isNew || (learnedAt !== null && now.getTime() - learnedAt.getTime() < every)) return watch
  const rhythm = learnRhythm(await arrivalsUntil(db, watch, lastAt), timeZone)
  await saveRhythm(db, watch, rhythm, now)
  return { ...watch, rhythm: rhythm ?? watch.rhythm, learnedAt: now }
}

async function arrivalsUntil(
  db: AlarmDeps['db'],
  place: EndpointPlace,
  last: Date,
): Promise<Date[]> {
  const { usual, few, fewBelow } = rhythmWeeks
  const back = (weeks: number) => new Date(last.getTime() - weeks * 7 * day)
  const arrivals = await listArrivals(db, place, back(usual))
  return arrivals.length < fewBelow ? listArrivals(db, place, back(few)) : arrivals
}
