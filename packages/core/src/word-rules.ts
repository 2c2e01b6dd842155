import { type RuledFact, ruleOfNow, type StageRule } from './stage-rule.ts'

type Names = {
  /** Of the stage with an id; null for one that is not known any more. */
  stage: (id: string) => string | null
  /** Of Cal.com's event type with an id; null for one that nobody booked. */
  eventType: (id: number) => string | null
}

const facts: Record<RuledFact, string> = {
  booked: 'booked',
  cancelled: 'cancelled',
  rejected: 'declined by host',
  no_show: 'did not come',
  took_place: 'took place',
}

const mostNamed = 20

/**
 * What `changed`, which `changedRules` answered, changes of the rules that `versions` put in force, as 'booked, any event type: New →
 * Booked'; of very many only the first. Empty where nothing changes.
 */
export function wordRuleChanges(
  versions: readonly StageRule[],
  changed: readonly Omit<StageRule, 'from'>[],
  names: Names,
): string {
  const named = changed.slice(0, mostNamed).map((rule) => {
    const before = wordTo(ruleOfNow(versions, rule), rule.eventTypeId, names)
    return `${facts[rule.fact]}, ${wordType(rule.eventTypeId, names)}: ${before} → ${wordTo(rule, rule.eventTypeId, names)}`
  })
  const left = changed.length - named.length
  return [...named, ...(left > 0 ? [`and ${left} more`] : [])].join('; ')
}

function wordType(id: number | null, { eventType }: Names): string {
  return id === null ? 'any event type' : (eventType(id) ?? `event type ${id}`)
}

type Version = Pick<StageRule, 'stageId' | 'isRemoved'> | null

function wordTo(version: Version, eventTypeId: number | null, { stage }: Names): string {
  if ((version === null || version.isRemoved) && eventTypeId !== null) return 'as for any'
  if (version === null || version.stageId === null) return 'keeps its stage'
  return stage(version.stageId) ?? 'a stage that is gone'
}
