import { byFactOrder, type Fact } from './booking-facts.ts'
import { confirms, type Booking } from './booking-history.ts'
import { createDailyCap } from './daily-cap.ts'
import type { Instant } from './instant.ts'
import { lazily } from './lazily.ts'
import { createLiveThen } from './live-then.ts'
import { whyNot } from './may-move.ts'
import { pipelineThrough, type PipelineHistory } from './pipeline-history.ts'
import type { Stage } from './pipeline.ts'
import { ruledFacts, ruleInForce, type RuledFact, type StageRule } from './stage-rule.ts'

/** What people decided about a lead's stage, which automation acts on top of. */
export type StageBase = {
  /** Where the last manual move put the lead, or the stage it entered at. */
  stageId: string
  setBy: 'user' | 'rule'
  /** Fingerprints of the booking events that this move had seen. */
  seen: readonly string[]
  pinned: boolean
}

/** A move by automation, or one that it withheld. */
export type Move = { at: Instant; from: Stage; to: Stage; rule: string; fact: Fact }

/** Why a fact that a rule is about moved nothing. */
export const stayReasons = ['pinned', 'won', 'lost', 'further', 'another_live'] as const
export type StayReason = (typeof stayReasons)[number]

/** A fact that a rule is about, and that moved nothing: where the lead stayed and where the rule leads to, by the pipeline of now. */
export type Stay = { inId: string; toId: string; why: StayReason; fact: Fact }

/** Where a lead stands, who put it there, and each step that automation took since the last manual move. */
export type StageDecision = {
  stageId: string
  setBy: 'user' | 'rule'
  moves: Move[]
  /** What would have been moves, but for too many bookings in one day. */
  withheld: Move[]
  /** What rules are about, and what moved nothing for another reason. */
  stays: Stay[]
}

/** A fact that a rule may act on. */
type Trigger = { booking: Booking; fact: Fact; as: RuledFact }

/**
 * Replays what happened to a lead's bookings on top of its base stage: every fact that the last manual move had
 * not seen, in fold order, by the rule that was in force when it was sent. Never backwards, never out of Won, never
 * a pinned lead; out of Lost only by the first confirmation of a booking. A fact counts by the pipeline and the rules of when
 * it was sent. `docs/booking-history.md` has the rules in full.
 */
export function decideStage(
  base: StageBase,
  bookings: Booking[],
  pipeline: { stages: Stage[]; rules: StageRule[]; history?: PipelineHistory | undefined },
): StageDecision {
  const { rules } = pipeline
  const through = pipelineThrough(pipeline.stages, pipeline.history)
  const decision: StageDecision = {
    ...{ stageId: through.now(base.stageId), setBy: base.setBy },
    ...{ moves: [], withheld: [], stays: [] },
  }
  if (!through.knows(base.stageId)) return decision
  // Few leads have anything that asks for these.
  const isAnotherLive = lazily(() => createLiveThen(bookings))
  const exceedsDailyCap = lazily(() => createDailyCap(bookings))
  let currentId = base.stageId
  for (const { booking, fact, as } of triggersOf(bookings, new Set(base.seen))) {
    const rule = ruleInForce(rules, as, booking.eventTypeId, fact.at)
    const pair = rule?.stageId == null ? null : through.pair(currentId, rule.stageId, fact.at)
    if (!rule || !pair) continue
    const [from, to] = pair
    if (from.id === to.id) continue
    const [told] = fact.copies
    const isHeld = () => isNegative(as) && told !== undefined && isAnotherLive()(booking, told)
    const why = base.pinned
      ? 'pinned'
      : (whyNot(from, to, as) ?? (isHeld() ? 'another_live' : null))
    if (why !== null) {
      const [inId, toId] = [through.now(from.id), through.now(to.id)]
      // Who stands in one of two stages that are being merged stands in the other.
      if (!through.isSame(inId, toId)) decision.stays.push({ inId, toId, why, fact })
      continue
    }
    const move = { at: fact.at, from, to, rule: wordRule(rule, booking, to), fact }
    if (exceedsDailyCap()(fact)) decision.withheld.push(move)
    else {
      decision.moves.push(move)
      currentId = to.id
    }
  }
  if (decision.moves.length === 0) return decision
  return { ...decision, stageId: through.now(currentId), setBy: 'rule' }
}

function isNegative(as: RuledFact): boolean {
  return as === 'cancelled' || as === 'rejected' || as === 'no_show'
}

function triggersOf(bookings: Booking[], seen: ReadonlySet<string>): Trigger[] {
  const isSeen = ({ copies }: Fact) => copies.some(({ fingerprint }) => seen.has(fingerprint))
  return bookings
    .flatMap((booking) => {
      const wasConfirmed = booking.facts.some((fact) => confirms(fact) && isSeen(fact))
      return booking.facts.flatMap((fact): Trigger[] => {
        if (isSeen(fact)) return []
        if (confirms(fact)) {
          return fact === booking.confirmation && !wasConfirmed
            ? [{ booking, fact, as: 'booked' }]
            : []
        }
        const as = ruledFacts.find((ruled) => ruled === fact.kind)
        return as ? [{ booking, fact, as }] : []
      })
    })
    .toSorted((a, b) => byFactOrder(a.fact, b.fact))
}

function wordRule({ fact, eventTypeId }: StageRule, booking: Booking, to: Stage): string {
  const what = { booked: '', cancelled: ' cancelled', rejected: ' declined', no_show: ' missed' }
  const happened = fact === 'took_place' ? ' held' : what[fact]
  const which = eventTypeId === null ? 'any booking' : (booking.eventType ?? 'this event type')
  return `${which}${happened} → ${to.name}`
}
