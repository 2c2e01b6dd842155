import type { Stage } from './pipeline.ts'
import type { RuledFact } from './stage-rule.ts'

type From = Pick<Stage, 'id' | 'kind' | 'position'>
type To = Pick<Stage, 'id' | 'position'>

/** Whether automation may take a lead from one stage to another because of a fact. */
export function mayMove(from: From, to: To, as: RuledFact): boolean {
  return from.id !== to.id && whyNot(from, to, as) === null
}

/** What keeps automation from taking a lead from one stage to another one because of a fact; null when nothing does. */
export function whyNot(from: From, to: To, as: RuledFact): 'won' | 'lost' | 'further' | null {
  if (from.kind === 'won') return 'won'
  if (from.kind === 'lost') return as === 'booked' ? null : 'lost'
  return to.position > from.position ? null : 'further'
}
