import type { Attendee } from './booking-event.ts'
import type { Fact } from './booking-facts.ts'
import type { Outcome } from './delivery.ts'
import type { Stage } from './pipeline.ts'
import type { Projection } from './project.ts'
import type { Effect, Stayed } from './word-outcome.ts'

/** What became of a delivery that told of a booking. */
export type Judgement = {
  outcome: Extract<Outcome, 'applied' | 'duplicate' | 'unmatched' | 'ignored'>
  /** Why it was not applied, in words for the admin. */
  cause: string | null
  effect: Effect | null
  leadId: string | null
  /** Of the projection's bookings; null when it is about none. */
  bookingIndex: number | null
}

type Told = { index: number; fact: Fact }

const nothingNew =
  'It tells nothing new of a booking that is known. It counts if that booking arrives later.'
const toldBefore =
  'Another delivery told the same before, probably from a second webhook in Cal.com.'

/**
 * Judges booking events that were new to a projection, by fingerprint and in the order of their arrival.
 * `known` are the fingerprints that were there before, `first` those that are judged again and told what they tell before
 * any copy of theirs, `sharedPhones` the phones that more than one lead has, `stagesBefore` the stage that each lead stood in. When a lead moved, that is the effect of
 * the delivery whose fact moved it.
 */
export function judgeDeliveries({
  arrived,
  known,
  first,
  sharedPhones,
  after,
  stagesBefore,
  stages,
}: {
  arrived: readonly string[]
  known: ReadonlySet<string>
  first: ReadonlySet<string>
  sharedPhones: ReadonlySet<string>
  after: Projection
  stagesBefore: ReadonlyMap<string, string>
  stages: readonly Stage[]
}): Map<string, Judgement> {
  const told = toldBy(after)
  const seen = new Set(known)
  const judgements = new Map<string, Judgement>()
  for (const fingerprint of arrived) {
    const others = first.has(fingerprint) ? new Set<string>() : seen
    judgements.set(fingerprint, judge(told.get(fingerprint), after, others, sharedPhones))
    seen.add(fingerprint)
  }
  for (const { id, stageId, entries } of after.leads) {
    const before = stagesBefore.get(id)
    if (before === undefined || before === stageId) continue
    const moved = new Set(entries.map(({ factKey }) => factKey))
    const own = [...judgements].filter(
      ([, { leadId, outcome }]) => leadId === id && outcome === 'applied',
    )
    const mover =
      own.findLast(([fingerprint]) => moved.has(`moved:${told.get(fingerprint)?.fact.key}`)) ??
      own[0]
    const effect = mover?.[1].effect
    if (effect) effect.move = { from: nameOf(stages, before), to: nameOf(stages, stageId) }
  }
  const stays = staysIn(after, stages)
  for (const [fingerprint, { effect }] of judgements) {
    const fact = told.get(fingerprint)?.fact
    const stay = fact && stays.get(fact)
    if (effect?.move === null && stay) effect.stay = stay
  }
  return judgements
}

/** Why facts moved nothing that rules are about, as far as their leads stand now where they stayed then. */
function staysIn({ leads }: Projection, stages: readonly Stage[]): Map<Fact, Stayed> {
  const found = new Map<Fact, Stayed>()
  for (const { stageId, stays, withheld } of leads) {
    const tooMany = withheld.map(({ fact, from, to }) => ({
      ...{ fact, inId: from.id, toId: to.id, why: 'too_many' as const },
    }))
    for (const { fact, inId, toId, why } of [...stays, ...tooMany]) {
      if (inId !== stageId) continue
      found.set(fact, { in: nameOf(stages, inId), to: nameOf(stages, toId), why })
    }
  }
  return found
}

// What is about a whole slot is told by the booking of each seat: one with a lead says most.
function toldBy({ bookings }: Projection): Map<string, Told> {
  const told = new Map<string, Told>()
  bookings.forEach(({ booking, leadId }, index) => {
    for (const fact of booking.facts) {
      for (const { fingerprint } of fact.copies) {
        const other = told.get(fingerprint)
        const otherLead = other && bookings[other.index]?.leadId
        if (other === undefined || (otherLead === null && leadId !== null)) {
          told.set(fingerprint, { index, fact })
        }
      }
    }
  })
  return told
}

function judge(
  told: Told | undefined,
  { bookings }: Projection,
  seen: ReadonlySet<string>,
  sharedPhones: ReadonlySet<string>,
): Judgement {
  if (!told) {
    return {
      outcome: 'ignored',
      cause: nothingNew,
      effect: null,
      leadId: null,
      bookingIndex: null,
    }
  }
  const { index, fact } = told
  const { leadId = null, ambiguousLeadId = null } = bookings[index] ?? {}
  const place = { leadId, bookingIndex: index, effect: null }
  if (fact.copies.some(({ fingerprint }) => seen.has(fingerprint))) {
    return { ...place, outcome: 'duplicate', cause: toldBefore }
  }
  if (leadId === null) {
    const isAmbiguous = ambiguousLeadId !== null
    return { ...place, outcome: 'unmatched', cause: whyUnmatched(fact, isAmbiguous, sharedPhones) }
  }
  const { kind, startTime, from } = fact
  const effect: Effect = { kind, startTime, from, move: null }
  return { ...place, outcome: 'applied', cause: null, effect }
}

function whyUnmatched(
  { booker }: Fact,
  isAmbiguous: boolean,
  sharedPhones: ReadonlySet<string>,
): string {
  if (isAmbiguous) {
    return 'Somebody with another name and email used the booking link of a lead. A person has to decide whose booking it is.'
  }
  return `${whyNobody(booker, sharedPhones)}. The booking is kept.`
}

function whyNobody(booker: Attendee | null, sharedPhones: ReadonlySet<string>): string {
  if (booker === null) return 'It does not say who booked'
  if (booker.email !== null) return 'No lead has this email'
  if (booker.phone === null) return 'The booker gave neither email nor phone'
  return sharedPhones.has(booker.phone)
    ? 'More than one lead has this phone'
    : 'No lead has this phone'
}

function nameOf(stages: readonly Stage[], stageId: string): string {
  return stages.find(({ id }) => id === stageId)?.name ?? ''
}
