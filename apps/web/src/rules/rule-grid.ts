import { mayMove } from '@solar-capture/core/may-move'
import { type RuledFact, ruledFacts, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import * as texts from '../texts/rules.tsx'
import type { EventType, Stage } from '../trpc.ts'

/** A row of the table of rules. */
export type TypeRow = { id: number | null; name: string; note: string }

/** What a cell says: a stage's id, or one of these. */
export const asForAny = 'any'
export const keepsStage = 'keep'

/** The rows: any event type, then those that have rules of their own, then the others, the one booked last first. */
export function rowsOf(
  eventTypes: readonly EventType[],
  rules: readonly StageRuleTerms[],
): TypeRow[] {
  const ruled = new Set(rules.flatMap(({ eventTypeId }) => eventTypeId ?? []))
  const known = new Set(eventTypes.map(({ id }) => id))
  const unknown = [...ruled]
    .filter((id) => !known.has(id))
    .map((id): TypeRow => {
      return { id, name: texts.unknownType(id), note: texts.neverBooked }
    })
  const rows = eventTypes.map(({ id, title, bookings }): TypeRow => {
    return { id, name: title ?? texts.unknownType(id), note: texts.bookings(bookings) }
  })
  const isRuled = ({ id }: TypeRow) => id !== null && ruled.has(id)
  return [
    { id: null, name: texts.anyType, note: texts.anyTypeMeaning },
    ...[...rows.filter(isRuled), ...unknown],
    ...rows.filter((row) => !isRuled(row)),
  ]
}

/** What the cell of a fact and an event type says. */
export function cellOf(
  rules: readonly StageRuleTerms[],
  fact: RuledFact,
  eventTypeId: number | null,
): string {
  const rule = rules.find((one) => one.fact === fact && one.eventTypeId === eventTypeId)
  if (!rule) return eventTypeId === null ? keepsStage : asForAny
  return rule.stageId ?? keepsStage
}

/** The rules with another word in one cell. */
export function withCell(
  rules: readonly StageRuleTerms[],
  { fact, eventTypeId, value }: { fact: RuledFact; eventTypeId: number | null; value: string },
): StageRuleTerms[] {
  const others = rules.filter((one) => one.fact !== fact || one.eventTypeId !== eventTypeId)
  const isNone = value === asForAny || (value === keepsStage && eventTypeId === null)
  if (isNone) return others
  return [...others, { fact, eventTypeId, stageId: value === keepsStage ? null : value }]
}

export function isSameRules(
  one: readonly StageRuleTerms[],
  other: readonly StageRuleTerms[],
): boolean {
  const told = (rules: readonly StageRuleTerms[]) =>
    rules
      .filter(({ eventTypeId, stageId }) => eventTypeId !== null || stageId !== null)
      .map(({ fact, eventTypeId, stageId }) => `${fact} ${eventTypeId} ${stageId}`)
      .toSorted()
      .join()
  return told(one) === told(other)
}

/** The changed cells on top of rules that were saved meanwhile; null when those changed one of the same cells. */
export function rebaseRules(
  { seen, value }: { seen: StageRuleTerms[]; value: StageRuleTerms[] },
  saved: StageRuleTerms[],
): StageRuleTerms[] | null {
  const own = changedCells(seen, value)
  const others = new Set(changedCells(seen, saved).map(({ key }) => key))
  if (own.some(({ key }) => others.has(key))) return null
  return own.reduce<StageRuleTerms[]>((rules, cell) => withCell(rules, cell), saved)
}

function changedCells(from: readonly StageRuleTerms[], to: readonly StageRuleTerms[]) {
  const types = new Set([...from, ...to].map(({ eventTypeId }) => eventTypeId))
  return [...types].flatMap((eventTypeId) =>
    ruledFacts.flatMap((fact) => {
      const value = cellOf(to, fact, eventTypeId)
      const isChanged = value !== cellOf(from, fact, eventTypeId)
      return isChanged ? [{ key: `${fact} ${eventTypeId}`, fact, eventTypeId, value }] : []
    }),
  )
}

/** What a cell offers. */
export function choicesFor(
  stages: readonly Stage[],
  eventTypeId: number | null,
): { value: string; label: string }[] {
  const own = [
    { value: keepsStage, label: texts.keeps },
    ...stages.map(({ id, name }) => ({ value: id, label: name })),
  ]
  if (eventTypeId === null) return own
  return [{ value: asForAny, label: texts.asForAny }, ...own]
}

/**
 * The moves that the rules of a row tell, and that no lead makes which a booking of that row moved: from the stage where
 * bookings go to one before it, or out of Won or Lost. Without those that are told in the row for any event type.
 */
export function movesNever(
  stages: readonly Stage[],
  rules: readonly StageRuleTerms[],
  eventTypeId: number | null,
): { from: Stage; to: Stage }[] {
  const own = (fact: RuledFact) =>
    rules.find((rule) => rule.fact === fact && rule.eventTypeId === eventTypeId)
  const any = (fact: RuledFact) =>
    rules.find((rule) => rule.fact === fact && rule.eventTypeId === null)
  const stageOf = (rule: StageRuleTerms | undefined) =>
    stages.find(({ id }) => id === rule?.stageId)
  const from = stageOf(own('booked') ?? any('booked'))
  if (!from) return []
  const targets = ruledFacts
    .filter((fact) => fact !== 'booked' && (own(fact) ?? own('booked')) !== undefined)
    .flatMap((fact) => {
      const to = stageOf(own(fact) ?? any(fact))
      return to && to.id !== from.id && !mayMove(from, to, fact) ? [to] : []
    })
  return [...new Set(targets)].map((to) => ({ from, to }))
}
