import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { fetchAgain } from '../fetch-again.ts'
import { client, queryClient, trpc } from '../trpc.ts'
import { append, type Board, type Column, longerColumn } from './columns.ts'

const firstLoad = 25
const furtherLoad = 50
// What one request can answer: of a longer column only the beginning is fetched again.
const mostRefetched = 200

/** The columns of the board with the leads that `filter` lets through; each stays as long as it has become. */
export function boardQuery(filter: LeadFilter) {
  return queryOptions({
    queryKey: keyOf(filter),
    queryFn: async ({ signal, queryKey }): Promise<Board> => {
      const shown = queryClient.getQueryData<Board>(queryKey)
      const input = { ...filter, limit: firstLoad }
      const fresh = await client.lead.board.query(input, { signal })
      const columns = fresh.columns.map(async (column): Promise<Column> => {
        const before = shown?.columns.find(({ stageId }) => stageId === column.stageId)
        const length = before?.items.length ?? 0
        if (before === undefined || length <= firstLoad || column.nextCursor === null) {
          return { ...column, isOutdated: false }
        }
        if (length > mostRefetched) return longerColumn(before, column, fresh.columns)
        const whole = { ...columnFilter(filter, column.stageId), limit: length }
        const page = await client.lead.list.query(whole, { signal })
        return { ...page, stageId: column.stageId, isOutdated: false }
      })
      return { columns: await Promise.all(columns) }
    },
    placeholderData: keepPreviousData,
  })
}

/** Lengthens a column by the leads that follow; throws what the server answers. */
export async function loadMore(filter: LeadFilter, stageId: string): Promise<void> {
  const queryKey = keyOf(filter)
  const cursor = cursorOf(queryKey, stageId)
  if (cursor === null) return
  const query = { ...columnFilter(filter, stageId), cursor, limit: furtherLoad }
  const page = await client.lead.list.query(query)
  // The column was fetched again meanwhile, so this page may not be what follows.
  if (cursorOf(queryKey, stageId) !== cursor) return loadMore(filter, stageId)
  // What is just being fetched again does not know that the column is longer now.
  const isFetching = queryClient.isFetching({ queryKey, exact: true }) > 0
  await queryClient.cancelQueries({ queryKey, exact: true })
  queryClient.setQueryData<Board>(queryKey, (board) => board && append(board, stageId, page))
  if (isFetching) await fetchAgain(queryClient, { queryKey, exact: true })
}

/** Shows the beginning of a column as it is now, where only that part had been fetched again. */
export async function startAgain(filter: LeadFilter, stageId: string): Promise<void> {
  const queryKey = keyOf(filter)
  queryClient.setQueryData<Board>(queryKey, (board) => {
    if (board === undefined) return board
    const columns = board.columns.map((column) =>
      column.stageId === stageId ? { ...column, items: column.items.slice(0, firstLoad) } : column,
    )
    return { columns }
  })
  await fetchAgain(queryClient, { queryKey, exact: true })
}

// Without the type of what the procedure answers, which is less than a column.
function keyOf(filter: LeadFilter): readonly unknown[] {
  return [...trpc.lead.board.queryKey({ ...filter, limit: firstLoad })]
}

function columnFilter(filter: LeadFilter, stageId: string) {
  return { ...filter, stageIds: [stageId], sort: 'updated' as const }
}

function cursorOf(queryKey: readonly unknown[], stageId: string): string | null {
  const board = queryClient.getQueryData<Board>(queryKey)
  return board?.columns.find((column) => column.stageId === stageId)?.nextCursor ?? null
}
