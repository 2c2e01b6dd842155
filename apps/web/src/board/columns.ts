import type { LeadRow, Stage } from '../trpc.ts'
import type { Moves } from './moves.ts'

/** The leads of a stage as far as they are fetched, the last changed first. */
export type Column = {
  stageId: string
  items: LeadRow[]
  nextCursor: string | null
  /** Whether it is so long that only its beginning was fetched again. */
  isOutdated: boolean
}

export type Board = { columns: Column[] }

/** A column as it is drawn: with its stage, and with how many leads it has more or less than counted. */
export type DrawnColumn = Column & { stage: Stage; moved: number }

/** A board with the leads that follow in one column; a lead is in it once. */
export function append(
  { columns }: Board,
  stageId: string,
  page: Pick<Column, 'items' | 'nextCursor'>,
): Board {
  const longer = (column: Column) => {
    const known = new Set(column.items.map(({ id }) => id))
    const items = [...column.items, ...page.items.filter(({ id }) => !known.has(id))]
    return { ...column, items, nextCursor: page.nextCursor }
  }
  return {
    columns: columns.map((column) => (column.stageId === stageId ? longer(column) : column)),
  }
}

/**
 * A long column of which only the beginning, `fresh`, was fetched again. What changed is there, or at the beginning of another
 * column of `others`, so the rest is as it was but for what was deleted or fits the filter no more.
 */
export function longerColumn(
  before: Column,
  fresh: Pick<Column, 'stageId' | 'items'>,
  others: Pick<Column, 'items'>[],
): Column {
  const elsewhere = new Set(others.flatMap(({ items }) => items.map(({ id }) => id)))
  const rest = before.items.filter(({ id }) => !elsewhere.has(id))
  return { ...before, items: [...fresh.items, ...rest], isOutdated: true }
}

/**
 * The columns of `stages` as they will be once `moves` are known to the server: what is moved comes first in its new column,
 * as it does when the server orders it. A lead that is not on the board is not moved onto it.
 */
export function arrange(board: Board, stages: Stage[], moves: Moves): DrawnColumn[] {
  const stageOf = new Map(stages.map((stage) => [stage.id, stage]))
  const away = new Set<string>()
  const arrived = new Map<string, LeadRow[]>()
  for (const { stageId, items } of board.columns) {
    for (const lead of items) {
      const move = moves.get(lead.id)
      if (move === undefined || move.stageId === stageId) continue
      away.add(lead.id)
      const stage = stageOf.get(move.stageId)
      const row = stage && { ...lead, stage, stageSince: move.at, updatedAt: move.at }
      if (row) arrived.set(move.stageId, [row, ...(arrived.get(move.stageId) ?? [])])
    }
  }
  return board.columns.flatMap((column) => {
    const stage = stageOf.get(column.stageId)
    if (stage === undefined) return []
    const coming = arrived.get(column.stageId) ?? []
    const staying = column.items.filter(({ id }) => !away.has(id))
    const moved = coming.length + staying.length - column.items.length
    const items = [...coming, ...staying]
    return [{ ...column, stage, items, moved }]
  })
}
