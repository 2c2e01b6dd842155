import * as fc from 'fast-check'

import type { History } from '@solar-capture/core/reference/outcome.testing'

/** Somebody moves a lead to a stage, named as the history does; `pin` as the procedure takes it. */
export type HandMove = { leadId: string; stageId: string; pin?: boolean | undefined }

/** A history with moves by hand in their order; `after` are fingerprints of events that came before one. */
export type MovedHistory = History & { moves: (HandMove & { after: string[] })[] }

/** The delivery of an event, the capture of a lead (each by its place in the history), or a move by hand. */
type What = { body: number } | { lead: number } | { move: HandMove }

/** One thing that happens; where and when is drawn. */
export type Happening = {
  what: What
  server: 0 | 1
  endpoint: 0 | 1
  /** Whether it happens together with the one before. */
  isTogether: boolean
}

/** What comes first after a move by hand and before the next, with all that came in earlier parts. */
type Part = { move: HandMove | null; fresh: What[]; earlier: What[] }

/**
 * Sequences in which every event and every capture of a history comes once or more, in any order, but none
 * for the first time on the other side of a move; a lead is captured before it is moved.
 */
export function happenings(history: MovedHistory): fc.Arbitrary<Happening[]> {
  const { leads, moves } = history
  const lastParts = leads.map(({ id }) => {
    const first = moves.findIndex(({ leadId }) => leadId === id)
    return first === -1 ? moves.length : first
  })
  return fc
    .tuple(...lastParts.map((last) => fc.nat(last)))
    .chain((leadParts) => fc.tuple(...divide(history, leadParts).map(somePart)))
    .map((parts) => parts.flat())
}

/** The parts into which moves divide a history; `leadParts` says in which each lead is captured. */
function divide({ events, moves }: MovedHistory, leadParts: number[]): Part[] {
  const eventParts = events.map(({ fingerprint }) => {
    const next = moves.findIndex(({ after }) => after.includes(fingerprint))
    return next === -1 ? moves.length : next
  })
  const arriving = [
    ...eventParts.map((part, body) => ({ part, what: { body } })),
    ...leadParts.map((part, lead) => ({ part, what: { lead } })),
  ]
  const within = (isWithin: (part: number) => boolean) =>
    arriving.filter(({ part }) => isWithin(part)).map(({ what }) => what)
  return [null, ...moves].map((move, index) => ({
    move,
    fresh: within((part) => part === index),
    earlier: within((part) => part < index),
  }))
}

/** A part begins with its move; what happens together with that came before already. */
function somePart({ move, fresh, earlier }: Part): fc.Arbitrary<Happening[]> {
  const moving: What[] = move ? [{ move }] : []
  const isAfter = (index: number) => index > 0
  return fc
    .tuple(fc.shuffledSubarray(earlier), fc.subarray([...fresh, ...earlier]))
    .chain(([alongside, again]) =>
      fc.tuple(
        happeningsOf([...moving, ...alongside], (index) => fc.constant(isAfter(index))),
        shuffled([...fresh, ...again]).chain((sequence) =>
          happeningsOf(sequence, (index) => (isAfter(index) ? fc.boolean() : fc.constant(false))),
        ),
      ),
    )
    .map((halves) => halves.flat())
}

function happeningsOf(
  sequence: What[],
  togetherAt: (index: number) => fc.Arbitrary<boolean>,
): fc.Arbitrary<Happening[]> {
  return fc.tuple(
    ...sequence.map((what, index) =>
      fc.record<Happening>({
        what: fc.constant(what),
        server: fc.constantFrom(0, 1),
        endpoint: fc.constantFrom(0, 0, 0, 1),
        isTogether: togetherAt(index),
      }),
    ),
  )
}

function shuffled<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(items, { minLength: items.length })
}

/** In half of the cases one or two moves by hand, at any places in a history. */
export function someMoves({ events, leads, stages }: History): fc.Arbitrary<MovedHistory['moves']> {
  const aMove = fc.record({
    leadId: fc.constantFrom(...leads.map(({ id }) => id)),
    // From the last two automation may move a lead on.
    stageId: fc.constantFrom(...stages.map(({ id }) => id), 'contacted', 'lost'),
    pin: fc.constantFrom(undefined, undefined, undefined, undefined, true, false),
    after: fc.subarray(events.map(({ fingerprint }) => fingerprint)),
  })
  return fc.oneof(
    fc.constant<MovedHistory['moves']>([]),
    fc.array(aMove, { minLength: 1, maxLength: 2 }),
  )
}
