import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import {
  alarmChannels,
  alarmKinds,
  alarmTimings,
  type AlarmDetail,
} from '@solar-capture/core/alarm'
import type { Rhythm } from '@solar-capture/core/quiet'

import { bytea, instant, workspaceId } from './columns.ts'
import { workspaces } from './schema-access.ts'
import { endpoints } from './schema-endpoints.ts'

export const alarmKind = pgEnum('alarm_kind', alarmKinds)
export const alarmChannel = pgEnum('alarm_channel', alarmChannels)
export const alarmTiming = pgEnum('alarm_timing', alarmTimings)
export const alarmChange = pgEnum('alarm_change', ['raised', 'ended'])

/** What an endpoint usually receives, and since when it is looked at without a break. */
export const endpointWatches = pgTable(
  'endpoint_watches',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    /** Null while it is off. */
    watchedSince: instant('watched_since'),
    checkedAt: instant('checked_at').notNull(),
    /** Null until enough is known. */
    rhythm: jsonb('rhythm').$type<Rhythm>(),
    learnedAt: instant('learned_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.endpointId] })],
)

/** What somebody has to look at, and had to. */
export const alarms = pgTable(
  'alarms',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    kind: alarmKind('kind').notNull(),
    /** When its cause began. */
    since: instant('since').notNull(),
    raisedAt: instant('raised_at').notNull(),
    endedAt: instant('ended_at'),
    detail: jsonb('detail').$type<AlarmDetail>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('alarms_once')
      .on(table.workspaceId, table.endpointId, table.kind)
      .where(sql`ended_at is null`),
  ],
)

/** What a workspace is told of, and how; the defaults hold where it has no row. */
export const alarmSettings = pgTable(
  'alarm_settings',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Kinds that are not looked for. */
    muted: alarmKind('muted').array().notNull().default([]),
    timing: alarmTiming('timing').notNull().default('at_once'),
    /** Which weekdays and hours are meant; null goes by those of the organizers of bookings. */
    timeZone: text('time_zone'),
    /** To whom mails go; null is to owners and admins, none is to nobody. */
    emails: text('emails').array(),
    /** The host that messages are posted to; null is to none. */
    webhookHost: text('webhook_host'),
    /** The address, which may be all that it takes to post there, and what messages are signed with; encrypted. */
    webhook: bytea('webhook'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
)

/** Messages about alarms on their way out, and those that went. */
export const alarmNotices = pgTable(
  'alarm_notices',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    channel: alarmChannel('channel').notNull(),
    createdAt: instant('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it is sent, or sent again; null when it was sent or given up. */
    retryAt: instant('retry_at'),
    sentAt: instant('sent_at'),
    /** Why it could not be sent the last time. */
    problem: text('problem'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('alarm_notices_one_at_a_time')
      .on(table.workspaceId, table.channel)
      .where(sql`retry_at is not null`),
    index('alarm_notices_to_send')
      .on(table.retryAt)
      .where(sql`retry_at is not null`),
  ],
)

/** That an alarm was raised or ended, for each channel, and the message that tells of it. */
export const alarmNews = pgTable(
  'alarm_news',
  {
    workspaceId: workspaceId(),
    alarmId: uuid('alarm_id').notNull(),
    change: alarmChange('change').notNull(),
    channel: alarmChannel('channel').notNull(),
    at: instant('at').notNull(),
    /** Null while no message tells of it. */
    noticeId: uuid('notice_id'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.alarmId, table.change, table.channel] }),
    foreignKey({
      columns: [table.workspaceId, table.alarmId],
      foreignColumns: [alarms.workspaceId, alarms.id],
    }).onDelete('cascade'),
    index('alarm_news_untold')
      .on(table.workspaceId, table.channel)
      .where(sql`notice_id is null`),
    index('alarm_news_of_notice').on(table.workspaceId, table.noticeId),
  ],
)
