import type { Sql } from 'postgres'

import { personSql } from '../load/people.ts'
import { fillInParts } from './fill-in-parts.ts'

const filled = ['leads', 'timeline_entries']

/** Workspaces, with the numbers that name their leads, and how many these are. */
export type WorkspaceToFill = { workspaceId: string; workspace: number; count: number }

/**
 * Adds leads to the product's database, with the timeline entry that each starts with: all in the first stage, from
 * which a booking moves them. Indexes are made anew afterwards, which leaves them the same and takes less time.
 */
export async function addProductLeads(sql: Sql, workspaces: WorkspaceToFill[]): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename = any(${filled})
      and indexname not in (select conname from pg_constraint)`
  for (const { name } of indexes) await sql`drop index ${sql(name)}`
  for (const workspace of workspaces) await addLeads(sql, workspace)
  await sql.unsafe("set maintenance_work_mem = '256MB'")
  for (const { definition } of indexes) await sql.unsafe(definition)
  await sql.unsafe(`vacuum (analyze) ${filled.join(', ')}`)
}

async function addLeads(sql: Sql, { workspaceId, workspace, count }: WorkspaceToFill) {
  const { name, email } = personSql(String(workspace), 'n')
  await fillInParts(count, (from, to) =>
    sql.unsafe(`
      with stage as (
        select id from pipeline_stages where workspace_id = '${workspaceId}' and position = 0
      ), added as (
        insert into leads (workspace_id, id, email, phone, name, postcode, address, source,
          stage_id, stage_set_by, base_stage_id, created_at, updated_at)
        select '${workspaceId}', ${idAt('at')}, ${email}, '+44' || 7000000000 + n, ${name}, 'LS' || n % 20 || ' 4AB',
          n % 180 || ' Mill Lane', 'Website', stage.id, 'user', stage.id, at, at
        from generate_series(${from}, ${to}) as n, stage,
          lateral (select now() - interval '1 year' * (${count} - n) / ${count} as at) as captured
        returning id, source, created_at
      )
      insert into timeline_entries (workspace_id, id, lead_id, at, kind, actor, detail)
      select '${workspaceId}', ${idAt('created_at')}, id, created_at, 'captured',
        '{"kind": "user", "name": "Demo data"}', jsonb_build_object('kind', 'captured', 'source', source)
      from added`),
  )
}

// A UUID v7 of that time.
function idAt(time: string): string {
  const milliseconds = `lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0')`
  const random = "replace(gen_random_uuid()::text, '-', '')"
  return `(${milliseconds} || '7' || substr(${random}, 14))::uuid`
}
