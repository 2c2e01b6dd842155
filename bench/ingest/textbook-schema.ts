import { index, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

// Of `leads`, whose table both plain variants have, only what is used here.
export const leads = pgTable('leads', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  stage: text('stage').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').notNull(),
    fingerprint: text('fingerprint').notNull(),
    receivedAt: instant('received_at').notNull(),
    body: text('body').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique().on(table.workspaceId, table.fingerprint),
  ],
)

export const bookings = pgTable(
  'bookings',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').primaryKey(),
    uid: text('uid').notNull(),
    leadId: uuid('lead_id').notNull(),
    status: text('status').notNull(),
    startTime: instant('start_time').notNull(),
    endTime: instant('end_time').notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.uid),
    index().on(table.workspaceId, table.leadId),
  ],
)

export const timeline = pgTable(
  'timeline',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').primaryKey(),
    leadId: uuid('lead_id').notNull(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    detail: text('detail').notNull(),
  },
  (table) => [index().on(table.workspaceId, table.leadId, table.at)],
)

/** What drizzle-kit would make of the tables above; `leads` is there already. */
export const textbookTables = `
  create table deliveries (
    workspace_id uuid not null,
    id uuid not null,
    fingerprint text not null,
    received_at timestamptz not null,
    body text not null,
    primary key (workspace_id, id),
    unique (workspace_id, fingerprint)
  );
  alter table deliveries alter column body set storage external;
  create table bookings (
    workspace_id uuid not null,
    id uuid primary key,
    uid text not null,
    lead_id uuid not null references leads (id),
    status text not null,
    start_time timestamptz not null,
    end_time timestamptz not null,
    unique (workspace_id, uid)
  );
  create index on bookings (workspace_id, lead_id);
  create table timeline (
    workspace_id uuid not null,
    id uuid primary key,
    lead_id uuid not null references leads (id),
    at timestamptz not null,
    kind text not null,
    detail text not null
  );
  create index on timeline (workspace_id, lead_id, at);`
