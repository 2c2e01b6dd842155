import type { StoredEvent } from '@solar-capture/core/booking-event'
import { pausedUntil, type HeldReason } from '@solar-capture/core/delivery'
import { judgeDeliveries, type Judgement } from '@solar-capture/core/judge-deliveries'
import { heldTexts, type Effect } from '@solar-capture/core/word-outcome'

import type { Arrival, NewDelivery } from './arrival.ts'
import type { Closure } from './closure.ts'
import { toHex } from './hex.ts'
import { placeArrivals, type Place } from './place-arrivals.ts'
import { planProjection, type Plan } from './plan.ts'
import type { ReceivedBefore } from './received-before.ts'
import type { Settled } from './receiving-writes.ts'
import type { Receipt } from './receiving.ts'

/** What is done with a batch, and what follows from it. */
export type Decision = {
  receipts: Receipt[]
  settled: Settled[]
  news: StoredEvent[]
  plan: Plan | null
}

/** Decides, from all that was read of a batch, what is written of it. */
export function settleArrivals(
  place: { workspaceId: string; now: Date },
  arrivals: Arrival[],
  before: Closure,
  received: ReceivedBefore,
): Decision {
  const stored: Stored = new Map(
    before.events.map(({ fingerprint, deliveryId }) => [fingerprint, deliveryId]),
  )
  const placed = placeArrivals(arrivals, received, new Set(stored.keys()))
  const news = newsOf(placed, stored)
  const plan = news.size > 0 ? planProjection(place, before, [...news.values()]) : null
  const first = toldFirst(placed, received, stored)
  const judgements = plan
    ? judge(plan, [...news.keys()], stored, first)
    : new Map<string, Judgement>()
  const settled = placed.flatMap((one): Settled[] => {
    if (one.kind === 'revoked') return []
    const { id, arrival } = one
    const { at, isAgain } = arrival
    if (one.kind === 'repeat') return [{ kind: 'repeat', id, at }]
    const row =
      one.kind === 'keep'
        ? keptRow(arrival, one.heldReason)
        : appliedRow(arrival, judgementOf(one, news, judgements), plan)
    if (one.isNew) return [{ kind: 'new', id, row: { ...row, durationMs: arrival.elapsedMs() } }]
    const again = { kind: 'again' as const, id, row: { ...row, id } }
    return isAgain ? [again] : [again, { kind: 'repeat', id, at }]
  })
  return { receipts: toReceipts(placed, settled), settled, news: [...news.values()], plan }
}

/** The delivery that brought each stored booking event first, by fingerprint. */
type Stored = ReadonlyMap<string, string>

/** What the batch adds to the stored booking events, or reads anew, by fingerprint. */
function newsOf(placed: Place[], stored: Stored): Map<string, StoredEvent> {
  const news = new Map<string, StoredEvent>()
  for (const one of placed) {
    if (one.kind !== 'apply' || one.arrival.event === null) continue
    const { delivery, event, isAgain } = one.arrival
    const fingerprint = toHex(delivery.fingerprint)
    if (news.has(fingerprint) || (stored.has(fingerprint) && !isAgain)) continue
    news.set(fingerprint, { fingerprint, deliveryId: stored.get(fingerprint) ?? one.id, event })
  }
  return news
}

/** The bodies that are applied again and told something before any copy of theirs did. */
function toldFirst(placed: Place[], { known }: ReceivedBefore, stored: Stored): Set<string> {
  return new Set(
    placed.flatMap((one) => {
      if (one.kind !== 'apply' || !one.arrival.isAgain) return []
      const { endpointId, fingerprint } = one.arrival.delivery
      const body = toHex(fingerprint)
      const isFirst = stored.get(body) === one.id
      return isFirst && known.get(`${endpointId}/${body}`)?.outcome !== 'duplicate' ? [body] : []
    }),
  )
}

function judge(
  plan: Plan,
  arrived: string[],
  stored: Stored,
  first: ReadonlySet<string>,
): Map<string, Judgement> {
  const { before, after } = plan
  const isNews = new Set(arrived)
  return judgeDeliveries({
    arrived,
    known: new Set([...stored.keys()].filter((fingerprint) => !isNews.has(fingerprint))),
    first,
    sharedPhones: sharedIn(before),
    after,
    stagesBefore: new Map(before.leads.map(({ id, stageId }) => [id, stageId])),
    stages: before.stages,
  })
}

/** The phones that more than one lead has. */
function sharedIn({ leads }: Closure): Set<string> {
  const byPhone = Map.groupBy(
    leads.filter(({ derived }) => !derived),
    ({ phone }) => phone,
  )
  return new Set(
    [...byPhone].flatMap(([phone, own]) => (phone !== null && own.length > 1 ? [phone] : [])),
  )
}

function judgementOf(
  { id, arrival }: { id: string; arrival: Arrival },
  news: ReadonlyMap<string, StoredEvent>,
  judgements: ReadonlyMap<string, Judgement>,
): Judgement | null {
  const fingerprint = toHex(arrival.delivery.fingerprint)
  if (news.get(fingerprint)?.deliveryId !== id) return null
  return judgements.get(fingerprint) ?? null
}

function keptRow({ delivery, at }: Arrival, heldReason: HeldReason | null): NewDelivery {
  if (delivery.outcome === 'failed') return { ...delivery, heldReason: null }
  if (heldReason === null) return { ...delivery, heldReason, retryAt: null }
  const retryAt = heldReason === 'paused' ? pausedUntil(at) : null
  return { ...delivery, outcome: 'held', heldReason, cause: heldTexts[heldReason], retryAt }
}

function appliedRow(
  { delivery, isAgain }: Arrival,
  judgement: Judgement | null,
  plan: Plan | null,
): NewDelivery {
  const settled = { ...delivery, heldReason: null, retryAt: null }
  if (!judgement) {
    const cause = 'Another endpoint received the same body before.'
    return { ...settled, outcome: 'duplicate', cause, effect: null, leadId: null, bookingId: null }
  }
  const { outcome, leadId, bookingIndex } = judgement
  const bookingId = bookingIndex === null ? null : (plan?.bookings.ids[bookingIndex] ?? null)
  const effect = isAgain ? keepMove(judgement.effect, delivery.effect) : judgement.effect
  const cause = [delivery.cause, judgement.cause].filter((one) => one !== null).join(' ') || null
  return { ...settled, outcome, cause, effect, leadId, bookingId }
}

// Applying once more what was applied moves nothing; that it once did stays true.
function keepMove(effect: Effect | null, before: Effect | null): Effect | null {
  if (!effect || !before || effect.kind !== before.kind || effect.move) return effect
  return before.move === null ? effect : { ...effect, move: before.move, stay: undefined }
}

function toReceipts(placed: Place[], settled: Settled[]): Receipt[] {
  const rows = new Map(settled.flatMap((one) => (one.kind === 'repeat' ? [] : [[one.id, one.row]])))
  return placed.map((one): Receipt => {
    if (one.kind === 'revoked') return { kind: 'secret_revoked' }
    const outcome = one.kind === 'repeat' ? 'duplicate' : rows.get(one.id)?.outcome
    return { kind: 'recorded', id: one.id, outcome: outcome ?? 'failed' }
  })
}
