import type { Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'
import type { FactKind } from './booking.ts'
import type { Instant } from './instant.ts'
import type { Stage } from './pipeline.ts'

/** "This fact about a booking moves its lead to that stage." */
export type StageRule = { fact: FactKind; stageId: string }

/** What people decided about a lead's stage, which automation acts on top of. */
export type StageBase = {
  /** Where the last manual move put the lead, or the stage it entered at. */
  stageId: string
  setBy: 'user' | 'rule'
  /** Fingerprints of the booking events that this move had seen. */
  seen: readonly string[]
  pinned: boolean
}

/** A move by automation. */
export type Move = { at: Instant; from: Stage; to: Stage; rule: string; fact: Fact }

/** Where a lead stands, who put it there, and each step that automation took since the last manual move. */
export type StageDecision = { stageId: string; setBy: 'user' | 'rule'; moves: Move[] }

/**
 * Replays what happened to a lead's bookings on top of its base stage. The first confirmation of each
 * booking that the last manual move had not seen moves the lead to the rule's stage, cancelled since or
 * not; never backwards, never out of Won, never a pinned lead; out of Lost it does.
 */
export function decideStage(
  base: StageBase,
  bookings: Booking[],
  { stages, rules }: { stages: Stage[]; rules: StageRule[] },
): StageDecision {
  const stageById = new Map(stages.map((stage) => [stage.id, stage]))
  const seen = new Set(base.seen)
  const start = stageById.get(base.stageId)
  const decision: StageDecision = { stageId: base.stageId, setBy: base.setBy, moves: [] }
  const rule = rules.find(({ fact }) => fact === 'booked')
  const to = rule && stageById.get(rule.stageId)
  if (base.pinned || !start || !to) return decision
  let current = start
  for (const fact of unseenConfirmations(bookings, seen)) {
    if (!mayMove(current, to)) continue
    const rule = `any booking → ${to.name}`
    decision.moves.push({ at: fact.at, from: current, to, rule, fact })
    current = to
  }
  if (decision.moves.length === 0) return decision
  return { ...decision, stageId: current.id, setBy: 'rule' }
}

/** Whether automation may take a lead from one stage to another. */
function mayMove(from: Stage, to: Stage): boolean {
  if (from.kind === 'won' || from.id === to.id) return false
  return from.kind === 'lost' || to.position > from.position
}

function unseenConfirmations(bookings: Booking[], seen: ReadonlySet<string>): Fact[] {
  return bookings
    .filter(({ facts }) => !facts.some((fact) => confirms(fact) && isSeen(fact, seen)))
    .map(({ confirmation }) => confirmation)
    .filter((fact) => fact !== null)
    .toSorted((a, b) => (a.at + a.key < b.at + b.key ? -1 : 1))
}

function confirms({ kind }: Fact): boolean {
  return kind === 'booked' || kind === 'rescheduled'
}

function isSeen({ fingerprints }: Fact, seen: ReadonlySet<string>): boolean {
  return fingerprints.some((fingerprint) => seen.has(fingerprint))
}
