import type { Stage } from './pipeline.ts'
import type { RuledFact } from './stage-rule.ts'

/** Whether automation may take a lead from one stage to another because of a fact. */
export function mayMove(
  from: Pick<Stage, 'id' | 'kind' | 'position'>,
  to: Pick<Stage, 'id' | 'position'>,
  as: RuledFact,
): boolean {
  if (from.kind === 'won' || from.id === to.id) return false
  return from.kind === 'lost' ? as === 'booked' : to.position > from.position
}
