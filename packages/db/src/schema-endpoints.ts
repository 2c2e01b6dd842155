import {
  boolean,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

import { endpointModes } from '@solar-capture/core/endpoint-status'

import { bytea, instant, workspaceId } from './columns.ts'
import { users, workspaces } from './schema-access.ts'

export const endpointMode = pgEnum('endpoint_mode', endpointModes)
export const secretStatus = pgEnum('secret_status', ['current', 'previous', 'retired'])

/** Our URL for one Cal.com account. Global, because its public id is what names the workspace. */
export const endpoints = pgTable(
  'endpoints',
  {
    id: uuid('id').primaryKey(),
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Unguessable; part of the URL. */
    publicId: text('public_id').notNull().unique(),
    name: text('name').notNull(),
    mode: endpointMode('mode').notNull().default('active'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('endpoints_of_workspace').on(table.workspaceId)],
)

/** The signing secrets of an endpoint, each encrypted with a key of its own. */
export const endpointSecrets = pgTable(
  'endpoint_secrets',
  {
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    status: secretStatus('status').notNull(),
    /** The secret, encrypted with the data key. */
    sealed: bytea('sealed').notNull(),
    /** The data key, encrypted with the encryption key that `keyId` names. */
    wrappedKey: bytea('wrapped_key').notNull(),
    keyId: text('key_id').notNull(),
    length: integer('length').notNull(),
    fingerprint: text('fingerprint').notNull(),
    setBy: uuid('set_by').references(() => users.id, { onDelete: 'set null' }),
    setAt: instant('set_at').notNull().defaultNow(),
    /** When a previous secret stops counting. */
    expiresAt: instant('expires_at'),
    /** Somebody stopped it on purpose, as one that leaked: it never counts again. */
    isStopped: boolean('is_stopped').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.version] })],
)
