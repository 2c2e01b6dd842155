import { inForce } from './in-force.ts'
import type { Instant } from './instant.ts'

/** The facts about a booking that a stage rule can be about. */
export const ruledFacts = ['booked', 'cancelled', 'rejected', 'no_show', 'took_place'] as const
export type RuledFact = (typeof ruledFacts)[number]

/** "This fact about a booking of this event type moves its lead to that stage", from a time on. */
export type StageRule = {
  /** Facts sent before go by the version that was in force then. */
  from: Instant
  fact: RuledFact
  /** Cal.com's id; null is any event type that has no rule of its own. */
  eventTypeId: number | null
  /** Null moves nothing. */
  stageId: string | null
}

/** Before everything: from when the rules of a new workspace are in force. */
export const always: Instant = '1970-01-01T00:00:00.000Z'

/**
 * The rule for a fact of a booking of an event type that was in force at `at`; null when none was. A version
 * without a stage counts: it turns an earlier one off.
 */
export function ruleInForce(
  rules: readonly StageRule[],
  fact: RuledFact,
  eventTypeId: number | null,
  at: Instant,
): StageRule | null {
  const own = eventTypeId === null ? null : latest(rules, fact, eventTypeId, at)
  return own ?? latest(rules, fact, null, at)
}

function latest(
  rules: readonly StageRule[],
  fact: RuledFact,
  eventTypeId: number | null,
  at: Instant,
): StageRule | null {
  const versions = rules.filter((rule) => rule.fact === fact && rule.eventTypeId === eventTypeId)
  return inForce(versions, at)
}

/** The versions that put `wanted` in force, where `versions` were in force until now, the oldest first. */
export function changedRules(
  versions: readonly StageRule[],
  wanted: readonly Omit<StageRule, 'from'>[],
): Omit<StageRule, 'from'>[] {
  const key = ({ fact, eventTypeId }: Omit<StageRule, 'from'>) => `${fact}/${eventTypeId}`
  const current = new Map(versions.map((rule) => [key(rule), rule]))
  const isWanted = new Set(wanted.map(key))
  const gone = [...current.values()].filter((rule) => !isWanted.has(key(rule)))
  const isDifferent = (rule: Omit<StageRule, 'from'>) => {
    const version = current.get(key(rule))
    if (version) return version.stageId !== rule.stageId
    // Without a stage, only the rule of an event type says anything: that the one for any is not for it.
    return rule.stageId !== null || rule.eventTypeId !== null
  }
  return [
    ...wanted.filter(isDifferent),
    ...gone
      .filter(({ stageId }) => stageId !== null)
      .map(({ fact, eventTypeId }) => ({ fact, eventTypeId, stageId: null })),
  ]
}
