import type { Stage } from './pipeline.ts'
import type { EntryDetail } from './timeline.ts'

type Placed = { stageId: string; pinned: boolean }

/** Where a person puts a lead, and what its timeline says of that. */
export type HandMove = Placed & { detail: Extract<EntryDetail, { kind: 'moved' | 'undone' }> }

/** Where to; `pin` says whether automation may move it on, `isUndo` that it takes back what a person did just before. */
export type MoveBy<Place> = {
  to: Place
  pin?: boolean | undefined
  isUndo?: boolean | undefined
}

/**
 * What moving a lead to a stage by hand does: from any stage to any other, also of a pinned one. Without `pin` that stays
 * as it is. What is taken back is told as that, and so does not count as a move. Null when the lead is there already.
 */
export function decideHandMove(
  lead: Placed,
  { to, pin, isUndo = false }: MoveBy<Stage>,
  stages: readonly Stage[],
): HandMove | null {
  const from = stages.find(({ id }) => id === lead.stageId)
  const pinned = pin ?? lead.pinned
  if (!from || (from.id === to.id && pinned === lead.pinned)) return null
  const names = { from: from.name, to: to.name }
  const ids = { fromStageId: from.id, toStageId: to.id }
  const detail = isUndo
    ? { kind: 'undone' as const, ...names, pinned }
    : { kind: 'moved' as const, ...names, pinned, ...ids }
  return { stageId: to.id, pinned, detail }
}
