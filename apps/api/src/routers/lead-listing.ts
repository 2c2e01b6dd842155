import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import {
  leadFilter,
  leadSorts,
  type LeadFilter,
  type LeadSort,
} from '@solar-capture/core/lead-filter'
import { countLeads } from '@solar-capture/db/lead-counts'
import { listGroups } from '@solar-capture/db/lead-groups'
import { listBoard, listLeads, type LeadPage, type ListedLead } from '@solar-capture/db/lead-list'
import { listOwners } from '@solar-capture/db/lead-owners'
import { findMistyped } from '@solar-capture/db/lead-typos'
import { listStages, readStageFinder, type StageFinder } from '@solar-capture/db/pipeline'

import { fromCursor, toCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { leadShape, nextBookingShape, pickStage, toNextBooking } from '../lead-view.ts'
import { procedure } from '../trpc.ts'
import { instant, pageSize, stageShape, toInstant } from './shapes.ts'

const id = z.uuid()

const listedLead = leadShape
  .pick({
    id: true,
    name: true,
    email: true,
    phone: true,
    postcode: true,
    source: true,
    owner: true,
  })
  .extend({
    stage: stageShape,
    /** Since when it is in its stage. */
    stageSince: instant,
    pinned: z.boolean(),
    bookedAt: instant.nullable(),
    nextBooking: nextBookingShape,
    createdAt: instant,
    updatedAt: instant,
  })

const page = z.strictObject({ items: z.array(listedLead), nextCursor: z.string().nullable() })

const place = z
  .strictObject({ sort: z.enum(leadSorts), value: z.string().max(500), id })
  .refine(({ sort, value }) => sort === 'name' || isTimestamp(value))

// As PostgreSQL writes it in UTC.
const timestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/

function isTimestamp(value: string): boolean {
  if (!timestamp.test(value)) return false
  const iso = value.slice(0, 19).replace(' ', 'T')
  const date = new Date(`${iso}Z`)
  return date.getTime() >= 0 && date.toISOString().startsWith(iso)
}

/** The procedures that tell of many leads. */
export const leadListing = {
  /**
   * A page of the leads that match all of the filter. By default the last changed first; by `booking` the soonest first, and
   * only those with a booking to come. Times are ISO 8601 UTC; `nextBooking` is the soonest that has not ended. BAD_REQUEST
   * for a cursor of another order.
   */
  list: procedure('lead.list')
    .input(
      leadFilter.extend({
        sort: z.enum(leadSorts).default('updated'),
        cursor: z.string().max(2_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(page)
    .query(({ ctx: { deps, workspaceId }, input: { sort, cursor, limit, ...filter } }) =>
      readPage(deps, workspaceId, { filter, sort, cursor, limit }),
    ),

  /**
   * How many leads match a filter, in all and by stage; stages without any are left out. By stage, source and owner the numbers
   * are exact. With a search, bookings or times, at most a thousand are counted: `isAtLeast` tells that there are more, and
   * `byStage` is empty then.
   */
  counts: procedure('lead.counts')
    .input(leadFilter.optional())
    .output(
      z.strictObject({
        total: z.int(),
        isAtLeast: z.boolean(),
        byStage: z.array(z.strictObject({ stageId: id, count: z.int() })),
      }),
    )
    .query(({ ctx: { deps, workspaceId }, input = {} }) =>
      countLeads(deps.db, workspaceId, { filter: input, now: deps.now() }),
    ),

  /**
   * The first `limit` leads of each stage that match a filter, the last changed first, for all stages of the pipeline in order, or
   * those of `stageIds`. `nextCursor` is where `lead.list` goes on with the same filter and that stage alone.
   */
  board: procedure('lead.board')
    .input(leadFilter.extend({ limit: z.int().min(1).max(100).default(25) }))
    .output(z.strictObject({ columns: z.array(page.extend({ stageId: id })) }))
    .query(async ({ ctx: { deps, workspaceId }, input: { limit, ...filter } }) => {
      const [stages, stageOf] = await Promise.all([
        listStages(deps.db, workspaceId),
        readStageFinder(deps.db, workspaceId),
      ])
      const { stageIds = [] } = filter
      const shown = stages.filter(({ id }) => stageIds.length === 0 || stageIds.includes(id))
      const wanted = { stageIds: shown.map(({ id }) => id), filter, limit, now: deps.now() }
      const pages = await listBoard(deps.db, workspaceId, wanted)
      const columns = pages.map((found, index) => {
        return { stageId: shown[index]?.id ?? '', ...toPage(found, 'updated', stageOf) }
      })
      return { columns }
    }),

  /**
   * At most five leads that a search would have found but for a slip of typing, by name; asked when it finds nothing. Fragments of
   * fewer than five characters (a number: seven) have to be right.
   */
  similar: procedure('lead.similar')
    .input(z.strictObject({ search: z.string().trim().max(200) }))
    .output(z.array(listedLead))
    .query(async ({ ctx: { deps, workspaceId }, input: { search } }) => {
      const [stageOf, items] = await Promise.all([
        readStageFinder(deps.db, workspaceId),
        findMistyped(deps.db, workspaceId, search, deps.now()),
      ])
      return toPage({ items, next: null }, 'name', stageOf).items
    }),

  /** What there is to filter leads by: the sources that they have, and the people who can own them. */
  choices: procedure('lead.choices')
    .input(z.void())
    .output(
      z.strictObject({
        /** The most frequent first; at most two hundred. */
        sources: z.array(z.string()),
        owners: z.array(z.strictObject({ id, name: z.string() })),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const [groups, owners] = await Promise.all([
        listGroups(deps.db, workspaceId, {}),
        listOwners(deps.db, workspaceId),
      ])
      const counts = new Map<string, number>()
      for (const { source, count } of groups) counts.set(source, (counts.get(source) ?? 0) + count)
      const sources = [...counts].toSorted(([, a], [, b]) => b - a).map(([source]) => source)
      return { sources: sources.slice(0, 200), owners }
    }),
}

type Page = {
  filter: LeadFilter
  sort: LeadSort
  cursor?: string | null | undefined
  limit: number
}

async function readPage(
  deps: Deps,
  workspaceId: string,
  { filter, sort, cursor, limit }: Page,
): Promise<z.output<typeof page>> {
  const now = deps.now()
  const after = cursor == null ? null : placeAfter(cursor, sort)
  const query = { filter, sort, after, limit, now }
  const [stageOf, found] = await Promise.all([
    readStageFinder(deps.db, workspaceId),
    listLeads(deps.db, workspaceId, query),
  ])
  return toPage(found, sort, stageOf)
}

function toPage({ items, next }: LeadPage, sort: LeadSort, stageOf: StageFinder) {
  const view = ({ stageId, ...lead }: ListedLead) => ({
    ...lead,
    stage: pickStage(stageOf, stageId),
    stageSince: toInstant(lead.stageSince),
    bookedAt: toInstant(lead.bookedAt),
    nextBooking: toNextBooking(lead.nextBooking),
    createdAt: toInstant(lead.createdAt),
    updatedAt: toInstant(lead.updatedAt),
  })
  return { items: items.map(view), nextCursor: next && toCursor({ sort, ...next }) }
}

function placeAfter(cursor: string, sort: LeadSort) {
  const found = fromCursor(cursor, place)
  if (found.sort === sort) return { value: found.value, id: found.id }
  throw new DomainError('invalid', 'This cursor is not one of this list. Start again without it.')
}
