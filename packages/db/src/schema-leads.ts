import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { stageColours, stageKinds, type Stage } from '@solar-capture/core/pipeline'
import { ruledFacts } from '@solar-capture/core/stage-rule'
import { entryKinds, type Actor, type EntryDetail } from '@solar-capture/core/timeline'

import { instant, workspaceId } from './columns.ts'
import { users, workspaces } from './schema-access.ts'

export const stageKind = pgEnum('stage_kind', stageKinds)
export const stageColour = pgEnum('stage_colour', stageColours)
export const stageSetBy = pgEnum('stage_set_by', ['user', 'rule'])
export const entryKind = pgEnum('entry_kind', entryKinds)
export const ruledFact = pgEnum('ruled_fact', ruledFacts)

export const pipelineStages = pgTable(
  'pipeline_stages',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    kind: stageKind('kind').notNull(),
    colour: stageColour('colour').notNull(),
    isBooked: boolean('is_booked').notNull(),
    /** The stage that it became part of: it is kept for what happened before, and is no stage any more. */
    mergedIntoId: uuid('merged_into_id'),
    /** When it did. With a stage and without a time it is being merged: it is one still, and its leads are on their way. */
    mergedAt: instant('merged_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('pipeline_stages_in_order')
      .on(table.workspaceId, table.position)
      .where(sql`merged_into_id is null`),
    uniqueIndex('pipeline_stages_one_booked')
      .on(table.workspaceId)
      .where(sql`is_booked`),
    foreignKey({
      name: 'pipeline_stages_merged_into_one',
      columns: [table.workspaceId, table.mergedIntoId],
      foreignColumns: [table.workspaceId, table.id],
    }),
  ],
)

/** What the pipeline was until it was changed: facts that were sent before go by it. */
export const formerPipelines = pgTable(
  'former_pipelines',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    until: instant('until').notNull(),
    stages: jsonb('stages').$type<Stage[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.until] })],
)

/** Which stage a fact about a booking moves its lead to, from a time on: a changed rule is another row. */
export const stageRules = pgTable(
  'stage_rules',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    fact: ruledFact('fact').notNull(),
    /** Cal.com's; null for any event type that has no rule of its own. */
    eventTypeId: bigint('event_type_id', { mode: 'number' }),
    /** Null moves nothing. */
    stageId: uuid('stage_id'),
    /** The event type goes by the rule for any again. */
    isRemoved: boolean('is_removed').notNull().default(false),
    from: instant('from').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('stage_rules_one_per_time')
      .on(table.workspaceId, table.fact, table.eventTypeId, table.from)
      .nullsNotDistinct(),
    foreignKey({
      columns: [table.workspaceId, table.stageId],
      foreignColumns: [pipelineStages.workspaceId, pipelineStages.id],
    }),
  ],
)

export const leads = pgTable(
  'leads',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    /** Normalised; null when only a phone is known. */
    email: text('email'),
    /** Normalised; what else it is recognised by: emails that it had, and those of linked bookings. */
    aliases: text('aliases').array().notNull().default([]),
    /** E.164. */
    phone: text('phone'),
    name: text('name').notNull(),
    postcode: text('postcode'),
    address: text('address'),
    source: text('source').notNull(),
    ownerId: uuid('owner_id').references(() => users.id, { onDelete: 'set null' }),
    stageId: uuid('stage_id').notNull(),
    stageSetBy: stageSetBy('stage_set_by').notNull(),
    /** Since when it is in its stage; null when it always was. A trigger keeps it. */
    stageSince: instant('stage_since'),
    /** Automation may not move it. */
    pinned: boolean('pinned').notNull().default(false),
    /** Where the last manual move put it: automation replays its facts from here. */
    baseStageId: uuid('base_stage_id').notNull(),
    /** The fingerprints, as hex, of the booking events that the last manual move had seen. */
    baseSeen: text('base_seen').array().notNull().default([]),
    /** It follows from bookings alone and goes away with them, until a person touches it. */
    derived: boolean('derived').notNull().default(false),
    /** When its first booking was made. */
    bookedAt: instant('booked_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('leads_one_per_email').on(table.workspaceId, table.email),
    index('leads_by_phone').on(table.workspaceId, table.phone),
    index('leads_by_stage').on(table.workspaceId, table.stageId, table.updatedAt, table.id),
    index('leads_by_group').on(
      table.workspaceId,
      table.stageId,
      table.source,
      sql`coalesce(${table.ownerId}, '00000000-0000-0000-0000-000000000000')`,
      table.updatedAt,
      table.id,
    ),
    index('leads_by_creation').on(table.workspaceId, table.createdAt, table.id),
    index('leads_by_change').on(table.workspaceId, table.updatedAt, table.id),
    foreignKey({
      columns: [table.workspaceId, table.stageId],
      foreignColumns: [pipelineStages.workspaceId, pipelineStages.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.baseStageId],
      foreignColumns: [pipelineStages.workspaceId, pipelineStages.id],
    }),
  ],
)

/** By which leads an email is an alias, beside them so that one look finds them. A trigger keeps it. */
export const leadAliases = pgTable(
  'lead_aliases',
  {
    workspaceId: workspaceId(),
    email: text('email').notNull(),
    leadId: uuid('lead_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.email, table.leadId] }),
    index('lead_aliases_of_lead').on(table.workspaceId, table.leadId),
    foreignKey({
      columns: [table.workspaceId, table.leadId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete('cascade'),
  ],
)

/** Leads that were merged into another, so that links to them still lead somewhere. */
export const mergedLeads = pgTable(
  'merged_leads',
  {
    workspaceId: workspaceId(),
    /** The one that is gone. */
    id: uuid('id').notNull(),
    intoId: uuid('into_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('merged_leads_by_remaining').on(table.workspaceId, table.intoId),
    foreignKey({
      columns: [table.workspaceId, table.intoId],
      foreignColumns: [leads.workspaceId, leads.id],
    }).onDelete('cascade'),
  ],
)

/** What happened to a lead, for people to read. Most are derived, so as for bookings there is no foreign key. */
export const timelineEntries = pgTable(
  'timeline_entries',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    leadId: uuid('lead_id').notNull(),
    at: instant('at').notNull(),
    /** Orders the entries of one instant. */
    position: integer('position').notNull().default(0),
    kind: entryKind('kind').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    detail: jsonb('detail').$type<EntryDetail>().notNull(),
    /** Names the fact that it was derived from; null when a person made it. */
    factKey: text('fact_key'),
    deliveryId: uuid('delivery_id'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('timeline_entries_one_per_fact').on(table.workspaceId, table.leadId, table.factKey),
  ],
)
