import type { Stage } from './pipeline.ts'
import type { EntryDetail } from './timeline.ts'

type Placed = { stageId: string; pinned: boolean }

/** Where a person puts a lead, and what its timeline says of that. */
export type HandMove = Placed & { detail: Extract<EntryDetail, { kind: 'moved' }> }

/**
 * What moving a lead to a stage by hand does: from any stage to any other, also of a pinned one. `pin` says whether automation may
 * move it on; left out, that stays as it is. Null when the lead is there already.
 */
export function decideHandMove(
  lead: Placed,
  { to, pin }: { to: Stage; pin?: boolean | undefined },
  stages: readonly Stage[],
): HandMove | null {
  const from = stages.find(({ id }) => id === lead.stageId)
  const pinned = pin ?? lead.pinned
  if (!from || (from.id === to.id && pinned === lead.pinned)) return null
  const ids = { fromStageId: from.id, toStageId: to.id }
  const detail = { kind: 'moved' as const, from: from.name, to: to.name, pinned, ...ids }
  return { stageId: to.id, pinned, detail }
}
