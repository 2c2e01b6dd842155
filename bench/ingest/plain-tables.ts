import { randomBytes } from 'node:crypto'

import type { Sql } from 'postgres'

import { newId } from '../../packages/db/src/new-id.ts'
import { personSql } from '../load/people.ts'
import { fillInParts } from './fill-in-parts.ts'
import type { Tenant } from './variant.ts'

export const plainPath = '/webhooks/calcom'

const tables = `
  create table endpoints (public_id text primary key, workspace_id uuid not null, secret text not null);
  create table leads (
    workspace_id uuid not null,
    id uuid primary key,
    email text not null,
    phone text,
    name text not null,
    source text not null,
    stage text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (workspace_id, email)
  );
  create index on leads (workspace_id, stage);`

/**
 * Makes the tables that both plain variants have: endpoints with their secrets, and leads, as many in each workspace
 * as `leads` says. Answers the workspaces.
 */
export async function makePlainTables(sql: Sql, leads: number[]): Promise<Tenant[]> {
  await sql.unsafe(tables)
  const tenants: Tenant[] = []
  for (const [workspace, count] of leads.entries()) {
    const publicId = randomBytes(16).toString('base64url')
    const secret = randomBytes(32).toString('hex')
    const workspaceId = newId()
    await sql`insert into endpoints values (${publicId}, ${workspaceId}, ${secret})`
    await addLeads(sql, workspaceId, workspace, count)
    tenants.push({ path: `${plainPath}/${publicId}`, secret, workspace, leads: count, booked: 0 })
  }
  await sql.unsafe('vacuum (analyze) leads')
  return tenants
}

async function addLeads(sql: Sql, workspaceId: string, workspace: number, count: number) {
  const { name, email } = personSql(String(workspace), 'n')
  await fillInParts(count, (from, to) =>
    sql.unsafe(`
      insert into leads
      select '${workspaceId}', gen_random_uuid(), ${email}, '+44' || 7000000000 + n, ${name}, 'Website', 'New', at, at
      from generate_series(${from}, ${to}) as n,
        lateral (select now() - interval '1 year' * (${count} - n) / ${count} as at) as captured`),
  )
}
