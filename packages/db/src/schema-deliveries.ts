import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

import { deliveryVerdicts, heldReasons, outcomes } from '@solar-capture/core/delivery'
import { rejectionCauses } from '@solar-capture/core/signature'
import type { Effect } from '@solar-capture/core/word-outcome'

import { bytea, instant, workspaceId } from './columns.ts'
import { endpoints } from './schema-endpoints.ts'

export const deliveryOutcome = pgEnum('delivery_outcome', outcomes)
export const deliveryVerdict = pgEnum('delivery_verdict', deliveryVerdicts)
export const heldReason = pgEnum('held_reason', heldReasons)
export const rejectionCause = pgEnum('rejection_cause', rejectionCauses)

/** Every verified request, whatever became of it. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    receivedAt: instant('received_at').notNull(),
    /** When Cal.com says that it sent it (`createdAt`); null when it does not say. */
    sentAt: instant('sent_at'),
    triggerEvent: text('trigger_event'),
    verdict: deliveryVerdict('verdict').notNull(),
    /** Of the signing secret that verified it; null for demo data. */
    secretVersion: integer('secret_version'),
    outcome: deliveryOutcome('outcome').notNull(),
    heldReason: heldReason('held_reason'),
    /** Why it was not applied, in words for the admin. */
    cause: text('cause'),
    /** What it changed. */
    effect: jsonb('effect').$type<Effect>(),
    /** SHA-256 of the body. */
    fingerprint: bytea('fingerprint').notNull(),
    /** The exact bytes, encrypted with the workspace's body key. */
    body: bytea('body').notNull(),
    size: integer('size').notNull(),
    // No foreign keys: this log outlives the lead and the booking that it touched.
    leadId: uuid('lead_id'),
    bookingId: uuid('booking_id'),
    duplicates: integer('duplicates').notNull().default(0),
    lastDuplicateAt: instant('last_duplicate_at'),
    durationMs: integer('duration_ms').notNull(),
    /** Of a failed one: how often it was tried, and when it is tried again; null when a person has to. */
    attempts: integer('attempts').notNull().default(1),
    retryAt: instant('retry_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('deliveries_once').on(table.workspaceId, table.fingerprint, table.endpointId),
    index('deliveries_of_endpoint').on(table.workspaceId, table.endpointId, table.id),
    index('deliveries_by_outcome').on(table.workspaceId, table.outcome, table.id),
    index('deliveries_to_retry')
      .on(table.retryAt)
      .where(sql`retry_at is not null`),
  ],
)

/** The last refused requests of each endpoint: shape only, no content. */
export const rejections = pgTable(
  'rejections',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    receivedAt: instant('received_at').notNull(),
    cause: rejectionCause('cause').notNull(),
    /** Bytes of the body. */
    size: integer('size').notNull(),
    /** What the signature header looked like, as "64 hex digits" or "none". */
    headerShape: text('header_shape').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('rejections_of_endpoint').on(table.workspaceId, table.endpointId, table.id),
  ],
)

/** How many requests were refused, by endpoint, cause and hour. */
export const rejectionCounts = pgTable(
  'rejection_counts',
  {
    workspaceId: workspaceId(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    hour: instant('hour').notNull(),
    cause: rejectionCause('cause').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.endpointId, table.hour, table.cause] }),
  ],
)
