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
  /** The event type has no rule of its own any more: from then on the one for any is for it too. */
  isRemoved: boolean
}

/** What a rule says, whenever it is in force. */
export type StageRuleTerms = Pick<StageRule, 'fact' | 'eventTypeId' | 'stageId'>

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
  const versionInForce = (id: number | null) => {
    const versions = rules.filter((rule) => rule.fact === fact && rule.eventTypeId === id)
    const version = inForce(versions, at)
    return version?.isRemoved ? null : version
  }
  return (eventTypeId === null ? null : versionInForce(eventTypeId)) ?? versionInForce(null)
}

/** The versions that put `wanted` in force, and nothing else, where `versions` were until now, the oldest first. */
export function changedRules(
  versions: readonly StageRule[],
  wanted: readonly StageRuleTerms[],
): Omit<StageRule, 'from'>[] {
  const key = ({ fact, eventTypeId }: StageRuleTerms) => `${fact}/${eventTypeId}`
  const latest = new Map(versions.map((rule) => [key(rule), rule]))
  const isWanted = new Set(wanted.map(key))
  const left = [...latest.values()].filter((rule) => !rule.isRemoved && !isWanted.has(key(rule)))
  const isDifferent = (rule: StageRuleTerms) => {
    const version = latest.get(key(rule))
    if (version && !version.isRemoved) return version.stageId !== rule.stageId
    // Without a stage, only the rule of an event type says anything: that the one for any is not for it.
    return rule.stageId !== null || rule.eventTypeId !== null
  }
  return [
    ...wanted.filter(isDifferent).map((rule) => ({ ...rule, isRemoved: false })),
    ...left.map(({ fact, eventTypeId }) => ({ fact, eventTypeId, stageId: null, isRemoved: true })),
  ]
}
