import { compareSteps, foldBookings, type Booking, type Fact } from './bookings.testing.ts'
import { compare } from './nodes.testing.ts'
import type { ActingFact, GivenLead, History, LeadOutcome } from './outcome.testing.ts'
import { inForce } from './owners.testing.ts'

// The sections "What else is told of a booking" and "Which stage" of docs/booking-history.md.

type Base = GivenLead['base']

const isLive = ({ status }: Booking) => status === 'requested' || status === 'confirmed'

const isOfSameType = (one: Booking, other: Booking) =>
  one.eventTypeId !== null && one.eventTypeId === other.eventTypeId

/** Whether a booking needs a check, `others` being the other ones of its lead. */
export function needsCheck(booking: Booking, others: Booking[]): boolean {
  const heard = booking.facts.at(-1)
  if (!heard || !booking.recurring || !isLive(booking)) return false
  return others
    .filter((other) => other.recurring && isOfSameType(booking, other))
    .some(({ facts }) =>
      facts.some(({ kind, step }) => kind === 'cancelled' && compareSteps(step, heard.step) > 0),
    )
}

/** The start of the booking that a request may replace, `others` being the other ones of its lead. */
export function findReplaced(booking: Booking, others: Booking[]): string | null {
  const [first] = booking.facts
  if (first?.kind !== 'requested') return null
  if (first.step.copies.some(({ event }) => event.rescheduleUid !== null)) return null
  const replaced = others
    .filter((other) => isOfSameType(booking, other) && other.status === 'confirmed')
    .flatMap((other) => (other.confirmation ? [{ other, step: other.confirmation.step }] : []))
    .filter(({ step }) => compareSteps(step, first.step) < 0)
    .toSorted((one, two) => compareSteps(one.step, two.step))
    .at(-1)
  return replaced?.other.startTime ?? null
}

const hasSeen = ({ seen }: Base, { step }: Fact) =>
  step.copies.some(({ fingerprint }) => seen.includes(fingerprint))

/** As what a fact acts; null when it does not. */
function findAct(fact: Fact, booking: Booking, base: Base): ActingFact | null {
  if (hasSeen(base, fact)) return null
  const { kind } = fact
  if (kind === 'cancelled' || kind === 'rejected' || kind === 'no_show' || kind === 'took_place') {
    return kind
  }
  if (fact !== booking.confirmation) return null
  const confirmations = booking.facts.filter(({ kind }) => ['booked', 'rescheduled'].includes(kind))
  return confirmations.some((one) => hasSeen(base, one)) ? null : 'booked'
}

/** Where the rule in force says that a fact moves the lead; null for nowhere. */
function findTarget(act: ActingFact, { at }: Fact, eventTypeId: number | null, history: History) {
  const versionsFor = (id: number | null) =>
    history.rules.filter((rule) => rule.fact === act && rule.eventTypeId === id)
  const own = eventTypeId === null ? null : inForce(versionsFor(eventTypeId), at)
  const rule = own && !own.isRemoved ? own : inForce(versionsFor(null), at)
  if (!rule || rule.isRemoved) return null
  return history.stages.find(({ id }) => id === rule.stageId) ?? null
}

/** Whether a booking was live once the fact had happened: its events up to then, folded again. */
function wasLive({ rows }: Booking, { step }: Fact): boolean {
  const then = rows.filter(({ place }) => place <= step.place)
  return foldBookings(then.map(({ stored }) => stored)).some(isLive)
}

/** How many bookings had their first fact by then on the day of the fact; a series is one. */
function countOfDay(bookings: Booking[], fact: Fact): number {
  const counted: Booking[] = []
  for (const booking of bookings) {
    const [first] = booking.facts
    if (!first || first.at.slice(0, 10) !== fact.at.slice(0, 10)) continue
    if (compareFacts(first, fact) > 0) continue
    const isSeries = (other: Booking) =>
      other.recurring && booking.recurring && isOfSameType(other, booking)
    if (!counted.some(isSeries)) counted.push(booking)
  }
  return counted.length
}

const compareFacts = (one: Fact, other: Fact) =>
  compareSteps(one.step, other.step) || compare([one.key], [other.key])

/** How a lead stands once all its bookings moved it from its base. */
export function replay(
  name: string,
  base: Base,
  bookings: Booking[],
  history: History,
): LeadOutcome {
  const [bookedAt] = bookings.flatMap(({ confirmation }) => confirmation?.at ?? []).toSorted()
  const outcome: LeadOutcome = {
    ...{ stageId: base.stageId, setBy: base.setBy, name, bookedAt: bookedAt ?? null },
    ...{ moves: [], withheld: [] },
  }
  const facts = bookings
    .flatMap((booking) => booking.facts.map((fact) => ({ booking, fact })))
    .toSorted((one, other) => compareFacts(one.fact, other.fact))
  for (const { booking, fact } of facts) {
    const stage = history.stages.find(({ id }) => id === outcome.stageId)
    const act = findAct(fact, booking, base)
    if (!stage || base.pinned || !act) continue
    const target = findTarget(act, fact, booking.eventTypeId, history)
    if (!target || target.id === stage.id || stage.kind === 'won') continue
    const isNegative = act === 'cancelled' || act === 'rejected' || act === 'no_show'
    const others = bookings.filter((other) => other !== booking)
    if (isNegative && others.some((other) => wasLive(other, fact))) continue
    if (stage.kind === 'lost' && act !== 'booked') continue
    if (stage.kind === 'open' && target.position <= stage.position) continue
    const { at, key: factKey } = fact
    if (countOfDay(bookings, fact) > 5) {
      outcome.withheld.push({ at, to: target.id, factKey })
      continue
    }
    outcome.moves.push({ at, from: stage.id, to: target.id, factKey })
    outcome.stageId = target.id
    outcome.setBy = 'rule'
  }
  return outcome
}
