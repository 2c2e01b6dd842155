import { nextNoticeAt, noticeDueAt, type AlarmChannel } from '@solar-capture/core/alarm'
import { wordAlarm, wordNotice } from '@solar-capture/core/word-alarm'
import {
  claimNotice,
  lastNoticeAt,
  listToldAlarms,
  listUntold,
  makeNotice,
  settleNotice,
  type DueNotice,
} from '@solar-capture/db/alarm-notices'
import { listAlarmReaders, readAlarmSettings } from '@solar-capture/db/alarm-settings'
import { organizerTimeZone } from '@solar-capture/db/endpoint-watches'
import { newId } from '@solar-capture/db/new-id'
import { isUnavailable } from '@solar-capture/db/unavailable'
import { findWorkspace } from '@solar-capture/db/workspaces'

import { readWebhook, signedHeaders, unreadableWebhook } from './alarm-webhook.ts'
import { zoneWithoutBookings, type AlarmDeps } from './check-alarms.ts'
import type { Mail } from './mail.ts'
import { OutgoingError } from './outgoing.ts'
import { toInstant } from './routers/shapes.ts'

/** An error for the admin: why a message could not be sent. */
class NoticeError extends Error {
  override readonly name = 'NoticeError'
}

// Who takes long to answer keeps few others waiting.
const sentAtOnce = 8

/**
 * Sends the messages about alarms that are due, of every workspace, some side by side. Any number of processes may do it at once; a message
 * that one of them leaves half sent goes out again, under the same id. Takes no further one once `isClosed`. What is wrong with
 * one workspace is reported and keeps no other waiting. Rejects when the database is not available.
 */
export async function sendAlarms(deps: AlarmDeps, isClosed = () => false): Promise<void> {
  for (const untold of await listUntold(deps.db)) {
    try {
      await makeDue(deps, untold)
    } catch (error) {
      if (isUnavailable(error)) throw error
      deps.reportError(error, `No message about alarms of ${untold.workspaceId} could be made`)
    }
  }
  const sending = new Set<Promise<void>>()
  try {
    while (!isClosed()) {
      const notice = await claimNotice(deps.db, deps.now())
      if (notice === null) return
      const sent = sendOne(deps, notice)
        .catch((error: unknown) => {
          if (!isUnavailable(error)) deps.reportError(error, 'A message about alarms is half sent')
        })
        .finally(() => sending.delete(sent))
      sending.add(sent)
      if (sending.size === sentAtOnce) await Promise.race(sending)
    }
  } finally {
    await Promise.all(sending)
  }
}

async function makeDue(
  { db, now }: AlarmDeps,
  { firstNewsAt, ...place }: Awaited<ReturnType<typeof listUntold>>[number],
): Promise<void> {
  const { timing, timeZone } = await readAlarmSettings(db, place.workspaceId)
  const zone = timeZone ?? (await organizerTimeZone(db, place.workspaceId)) ?? zoneWithoutBookings
  const lastSentAt = await lastNoticeAt(db, place)
  const due = noticeDueAt(timing, { firstNewsAt, lastSentAt, timeZone: zone })
  if (due <= now()) await makeNotice(db, place, now())
}

async function sendOne(deps: AlarmDeps, notice: DueNotice): Promise<void> {
  const { db, now } = deps
  try {
    const told = await listToldAlarms(db, notice.workspaceId, notice.id)
    const alarms = told.map((alarm) => ({
      ...alarm,
      ...wordAlarm(alarm.kind, alarm.detail, alarm.endpointName),
    }))
    await send(deps, notice, (workspace, link) => ({
      type: 'alarm',
      ...wordNotice(alarms, { workspace, link }),
      alarms: alarms.map((alarm) => ({
        ...{ id: alarm.id, kind: alarm.kind, change: alarm.change },
        endpoint: { id: alarm.endpointId, name: alarm.endpointName },
        ...{ title: alarm.title, text: alarm.text, action: alarm.action },
        since: toInstant(alarm.since),
        raisedAt: toInstant(alarm.raisedAt),
        endedAt: toInstant(alarm.endedAt),
      })),
    }))
    await settleNotice(db, notice, { sentAt: now() })
  } catch (error) {
    if (isUnavailable(error)) throw error
    const retryAt = nextNoticeAt(notice.attempts + 1, now())
    await settleNotice(db, notice, { problem: problemOf(deps, error), retryAt })
  }
  deps.changes.publish(notice.workspaceId, { kinds: ['alarm'], leadIds: [] })
}

type Message = {
  type: 'alarm' | 'test'
  subject: string
  text: string
  /** The text where it stands below the subject. */
  below: string
  alarms: unknown[]
}

/** Sends a message now that says that it is a test; answers why it could not be sent, or null. */
export async function sendTest(
  deps: AlarmDeps,
  workspaceId: string,
  channel: AlarmChannel,
): Promise<string | null> {
  const id = newId(deps.now().getTime())
  try {
    await send(deps, { id, workspaceId, channel }, (workspace, link) => {
      const text = `This is a test: alarms about Cal.com will arrive here.\n\nAll alarms: ${link}`
      return { type: 'test', subject: `${workspace}: a test`, text, below: text, alarms: [] }
    })
    return null
  } catch (error) {
    if (isUnavailable(error)) throw error
    return problemOf(deps, error)
  }
}

type Place = { id: string; workspaceId: string; channel: AlarmChannel }

async function send(
  deps: AlarmDeps,
  { id, workspaceId, channel }: Place,
  make: (workspace: string, link: string) => Message,
): Promise<void> {
  const { db, mail, outgoing, publicUrl, now } = deps
  const settings = await readAlarmSettings(db, workspaceId)
  const name = (await findWorkspace(db, workspaceId))?.name ?? ''
  const url = new URL('/settings/alarms', publicUrl).href
  const { type, subject, text, below, alarms } = make(name, url)
  if (channel === 'email') {
    if (mail === null) throw new NoticeError('No mail server is set up here (SMTP_URL).')
    const to = settings.emails ?? (await listAlarmReaders(db, workspaceId))
    if (to.length === 0) throw new NoticeError('No address is set that mails could go to.')
    return sendMail(mail, { to: to.join(', '), subject: oneLine(subject), text })
  }
  if (settings.webhook === null) throw new NoticeError('No address is set to post to.')
  const webhook = readWebhook(deps, workspaceId, settings.webhook)
  if (webhook === 'unreadable') throw new NoticeError(unreadableWebhook)
  const body = JSON.stringify({
    ...{ type, text: `${subject}\n${below}`, workspace: { id: workspaceId, name }, alarms, url },
  })
  return outgoing.post(webhook.url, {
    headers: signedHeaders(webhook.secret, { id, at: now(), body }),
    body,
  })
}

async function sendMail(mail: Mail, message: Parameters<Mail['send']>[0]): Promise<void> {
  try {
    await mail.send(message)
  } catch (error) {
    throw new NoticeError(error instanceof Error ? error.message : '', { cause: error })
  }
}

// What other errors say may name addresses or secrets.
function problemOf({ reportError }: AlarmDeps, error: unknown): string {
  if (error instanceof NoticeError || error instanceof OutgoingError) return error.message
  reportError(error, 'A message about alarms could not be sent')
  return 'Something went wrong here. It has been logged.'
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
