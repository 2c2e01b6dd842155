import { eq } from 'drizzle-orm'

import type { AlarmChannel } from '@solar-capture/core/alarm'

import type { Db } from './connect.ts'
import { alarmSettings, members, users } from './schema.ts'

export type AlarmSettings = Omit<typeof alarmSettings.$inferSelect, 'workspaceId'>

const defaults: AlarmSettings = {
  ...{ muted: [], timing: 'at_once', timeZone: null, emails: null },
  ...{ webhookHost: null, webhook: null },
}

/** What a workspace is told of alarms, and how. */
export async function readAlarmSettings(db: Db, workspaceId: string): Promise<AlarmSettings> {
  const [row] = await db
    .select()
    .from(alarmSettings)
    .where(eq(alarmSettings.workspaceId, workspaceId))
  return row ? settingsOf(row) : defaults
}

function settingsOf({
  workspaceId: _,
  ...settings
}: typeof alarmSettings.$inferSelect): AlarmSettings {
  return settings
}

/** What a workspace is told of alarms, and how; nobody else changes it until the transaction `tx` ends. */
export async function lockAlarmSettings(tx: Db, workspaceId: string): Promise<AlarmSettings> {
  // There has to be a row to lock.
  await tx.insert(alarmSettings).values({ workspaceId }).onConflictDoNothing()
  const [row] = await tx
    .select()
    .from(alarmSettings)
    .where(eq(alarmSettings.workspaceId, workspaceId))
    .for('update')
  return row ? settingsOf(row) : defaults
}

/** Changes what is given of a workspace's settings, which `lockAlarmSettings` read. */
export async function saveAlarmSettings(
  tx: Db,
  workspaceId: string,
  changes: Partial<AlarmSettings>,
): Promise<void> {
  await tx
    .update(alarmSettings)
    // So that a change of nothing is a valid statement.
    .set({ workspaceId, ...changes })
    .where(eq(alarmSettings.workspaceId, workspaceId))
}

/** By what a workspace is told, where mail can be sent or cannot. */
export function channelsOf(
  { emails, webhookHost }: AlarmSettings,
  { hasMail }: { hasMail: boolean },
): AlarmChannel[] {
  const channels: AlarmChannel[] = []
  if (hasMail && emails?.length !== 0) channels.push('email')
  if (webhookHost !== null) channels.push('webhook')
  return channels
}

/** To whom mails go where nobody is named: the addresses of owners and admins. */
export async function listAlarmReaders(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .select({ email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(users.email)
  return rows.filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email)
}
