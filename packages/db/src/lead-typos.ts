import { and, or, sql, type SQL } from 'drizzle-orm'

import { fragmentsOf } from '@solar-capture/core/lead-filter'
import { isMistyped, piecesOf, plainText } from '@solar-capture/core/lead-typo'

import type { Db } from './connect.ts'
import { holding } from './lead-filter.ts'
import { readListed, type ListedLead } from './lead-list.ts'

const mostLookedAt = 5_000
const mostRead = 200
const mostFound = 5

/**
 * At most five leads that a search would find were it not for one slip of typing in each of its longer fragments, by name. Of
 * pieces that very many leads have, not all are looked at.
 */
export async function findMistyped(
  db: Db,
  workspaceId: string,
  search: string,
  now: Date,
): Promise<ListedLead[]> {
  const fragments = fragmentsOf(search).map(plainText)
  const long = fragments.filter((fragment) => piecesOf(fragment) !== null)
  if (long.length === 0) return []
  const wanted = fragments.map((fragment) => {
    const pieces = piecesOf(fragment) ?? [fragment]
    return or(...pieces.map((piece) => holding(workspaceId, piece)))
  })
  const found = await db.execute<{ id: string; text: string }>(select(workspaceId, wanted))
  const ids = found
    .filter(({ text }) => long.every((fragment) => isMistyped(fragment, text)))
    .map(({ id }) => id)
  const rows = await readListed(db, workspaceId, ids.slice(0, mostRead), now)
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostFound)
}

function select(workspaceId: string, wanted: (SQL | undefined)[]): SQL {
  return sql`
    select lead_id as id, text from lead_search
    where ${and(sql`workspace_id = ${workspaceId}::uuid`, ...wanted)} limit ${mostLookedAt}`
}
