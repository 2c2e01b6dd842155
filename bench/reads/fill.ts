import type { Sql } from 'postgres'

import { fillInParts } from '../ingest/fill-in-parts.ts'
import { personSql } from '../load/people.ts'

const owners = 10
const sources = [
  'Website',
  'Website',
  'Website',
  'Referral',
  'Referral',
  'Facebook',
  'Trade fair',
  'Added by hand',
]
// Places of the stages of fourteen leads: the pipeline narrows, and most of what is old is won or lost.
const places = [0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 5, 6, 6]

/**
 * Fills a workspace with leads captured over the last year, as an office has them: of several stages, sources and
 * owners, a third changed later on, and every tenth with a booking, most of which are past. Answers the ids of the owners, who have
 * fewer leads one after the other.
 */
export async function fillWorkspace(
  sql: Sql,
  { workspaceId, count }: { workspaceId: string; count: number },
): Promise<string[]> {
  const people = await addOwners(sql, workspaceId)
  await fillInParts(count, (from, to) =>
    sql.unsafe(leadsSql({ workspaceId, count, from, to, people })),
  )
  await sql.unsafe(timelineSql(workspaceId))
  await sql.unsafe(bookingsSql(workspaceId))
  await sql.unsafe('vacuum (analyze)')
  return people
}

async function addOwners(sql: Sql, workspaceId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with added as (
      insert into users (id, name, email, email_verified, created_at, updated_at)
      select gen_random_uuid(), 'Owner ' || n, 'owner' || n || '@sunnyroofs.example', false, now(), now()
      from generate_series(1, ${owners}) as n returning id
    ), joined as (
      insert into members (workspace_id, user_id, role, created_at)
      select ${workspaceId}, id, 'agent', now() from added
    ) select id from added`
  return rows.map(({ id }) => id)
}

type Part = { workspaceId: string; count: number; from: number; to: number; people: string[] }

function leadsSql({ workspaceId, count, from, to, people }: Part): string {
  const { name, email } = personSql('0', 'n')
  const random = (salt: number) => `abs(hashint4(n # ${salt}))`
  const one = (list: string[], salt: number) =>
    `(array['${list.join("','")}'])[1 + ${random(salt)} % ${list.length}]`
  // Half of the owned leads are the first person's, a quarter the second's, and so on.
  const owner = `least(${owners}, 1 + floor(-ln((1 + ${random(8)} % 100000) / 100001.0) * 1.45)::int)`
  return `
    insert into leads (workspace_id, id, email, phone, name, postcode, address, source, owner_id, stage_id, stage_set_by,
      base_stage_id, created_at, updated_at)
    select '${workspaceId}', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
      ${email}, '+44' || 7000000000 + n, ${name}, 'LS' || n % 20 || ' ' || n % 10 || 'AB', n % 180 || ' Mill Lane',
      ${one(sources, 77)}, case when ${random(5)} % 10 >= 4 then ('{${people.join(',')}}'::uuid[])[${owner}] end,
      stage.id, 'user', stage.id, at,
      case when ${random(11)} % 3 = 0 then at + (now() - at) * ((${random(12)} % 1000) / 1000.0) else at end
    from generate_series(${from}, ${to}) as n,
      lateral (select now() - interval '1 year' * (${count} - n) / ${count} as at) as captured,
      lateral (select id from pipeline_stages where workspace_id = '${workspaceId}'
        and position = (array[${places.join()}])[1 + ${random(3)} % ${places.length}]) as stage`
}

function timelineSql(workspaceId: string): string {
  return `
    insert into timeline_entries (workspace_id, id, lead_id, at, kind, actor, detail)
    select workspace_id, gen_random_uuid(), id, created_at, 'captured', '{"kind": "user", "name": "Demo data"}',
      jsonb_build_object('kind', 'captured', 'source', source)
    from leads where workspace_id = '${workspaceId}'`
}

function bookingsSql(workspaceId: string): string {
  const random = (salt: string) => `abs(hashtext(id::text || '${salt}'))`
  return `
    insert into bookings (workspace_id, id, lead_id, status, start_time, end_time, booker_name, reschedule_count, no_show,
      paid, needs_check, ignored)
    select workspace_id, gen_random_uuid(), id, (case when kind < 3 then 'cancelled' when kind < 4 then 'reschedule_requested'
        when kind < 20 then 'completed' else 'confirmed' end)::booking_status,
      at, at + interval '30 minutes', name, 0, kind > 95, false, false, false
    from leads, lateral (select ${random('kind')} % 100 as kind,
      created_at + (${random('at')} % 1000) / 1000.0 * interval '14 days' as at) as made
    where workspace_id = '${workspaceId}' and ${random('booked')} % 10 = 0`
}
