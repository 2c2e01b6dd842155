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

/** The rules in force now, of all versions, the oldest first. */
export function rulesNow(versions: readonly StageRule[]): StageRuleTerms[] {
  const latest = new Map(versions.map((rule) => [keyOf(rule), rule]))
  return [...latest.values()]
    .filter(({ isRemoved }) => !isRemoved)
    .map(({ fact, eventTypeId, stageId }) => ({ fact, eventTypeId, stageId }))
}

/** The latest version of the rule about the same fact and event type, which may have removed it; null when there is none. */
export function ruleOfNow(
  versions: readonly StageRule[],
  rule: Omit<StageRuleTerms, 'stageId'>,
): StageRule | null {
  const isSame = ({ fact, eventTypeId }: StageRule) =>
    fact === rule.fact && eventTypeId === rule.eventTypeId
  return versions.findLast(isSame) ?? null
}

/** The versions that put `wanted` in force, and nothing else, where `versions` were until now, the oldest first. */
export function changedRules(
  versions: readonly StageRule[],
  wanted: readonly StageRuleTerms[],
): Omit<StageRule, 'from'>[] {
  const latest = new Map(versions.map((rule) => [keyOf(rule), rule]))
  const isWanted = new Set(wanted.map(keyOf))
  const left = [...latest.values()].filter((rule) => !rule.isRemoved && !isWanted.has(keyOf(rule)))
  const isDifferent = (rule: StageRuleTerms) => {
    const version = latest.get(keyOf(rule))
    if (version && !version.isRemoved) return version.stageId !== rule.stageId
    // Without a stage, only the rule of an event type says anything: that the one for any is not for it.
    return rule.stageId !== null || rule.eventTypeId !== null
  }
  return [
    ...wanted.filter(isDifferent).map((rule) => ({ ...rule, isRemoved: false })),
    ...left.map(({ fact, eventTypeId }) => ({ fact, eventTypeId, stageId: null, isRemoved: true })),
  ]
}

/** The versions as they would be if `wanted` had been put in force at `from`, and nothing had been changed since. */
export function rulesAsIf(
  versions: readonly StageRule[],
  wanted: readonly StageRuleTerms[],
  from: Instant,
): StageRule[] {
  const before = versions.filter((rule) => rule.from < from)
  return [...before, ...changedRules(before, wanted).map((rule) => ({ ...rule, from }))]
}

/** What of bookings goes by other rules since an instant, if these had been in force from then on; null when nothing does. */
export function concernedBy(
  versions: readonly StageRule[],
  wanted: readonly StageRuleTerms[],
  from: Instant,
): { facts: RuledFact[]; eventTypeIds: number[] | 'any' } | null {
  const before = versions.filter((rule) => rule.from < from)
  const since = versions.filter((rule) => rule.from >= from)
  const terms = [...since, ...changedRules(before, wanted)]
  if (terms.length === 0) return null
  const ids = terms.flatMap(({ eventTypeId }) => eventTypeId ?? [])
  return {
    facts: [...new Set(terms.map(({ fact }) => fact))],
    eventTypeIds: terms.some(({ eventTypeId }) => eventTypeId === null) ? 'any' : [...new Set(ids)],
  }
}

function keyOf({ fact, eventTypeId }: StageRuleTerms): string {
  return `${fact}/${eventTypeId}`
}
