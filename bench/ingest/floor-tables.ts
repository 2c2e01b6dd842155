/**
 * What the product keeps of a booking, with no index but those that receiving looks rows up by, and no trigger and no
 * foreign key; `leads` is there already.
 */
export const floorTables = `
  create table deliveries (
    workspace_id uuid not null,
    id uuid not null,
    received_at timestamptz not null,
    trigger_event text not null,
    effect text not null,
    fingerprint bytea not null,
    body bytea not null,
    lead_id uuid,
    booking_id uuid not null,
    primary key (workspace_id, id),
    unique (workspace_id, fingerprint)
  );
  alter table deliveries alter column body set storage external;
  create table booking_events (
    workspace_id uuid not null,
    fingerprint bytea not null,
    delivery_id uuid not null,
    uid text not null,
    event text not null,
    primary key (workspace_id, fingerprint)
  );
  create index on booking_events (workspace_id, uid);
  create table booking_contacts (
    workspace_id uuid not null,
    contact text not null,
    uid text not null,
    primary key (workspace_id, contact, uid)
  );
  create table bookings (
    workspace_id uuid not null,
    id uuid not null,
    lead_id uuid,
    start_time timestamptz not null,
    end_time timestamptz not null,
    title text not null,
    booker_name text not null,
    booker_email text not null,
    primary key (workspace_id, id)
  );
  create index on bookings (workspace_id, lead_id);
  create table booking_uids (
    workspace_id uuid not null,
    uid text not null,
    booking_id uuid not null,
    primary key (workspace_id, uid)
  );
  create table lead_counts (workspace_id uuid not null, stage text not null, difference int not null);
  create table timeline_entries (
    workspace_id uuid not null,
    id uuid not null,
    lead_id uuid,
    at timestamptz not null,
    detail text not null,
    fact_key text not null,
    primary key (workspace_id, id)
  );
  create index on timeline_entries (workspace_id, lead_id, fact_key);`
