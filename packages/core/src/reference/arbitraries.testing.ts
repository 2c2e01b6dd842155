import * as fc from 'fast-check'

import { someEvents } from './arbitrary-events.testing.ts'
import {
  annLead,
  bobLead,
  janeLead,
  minute,
  people,
  rule,
  stages,
} from './history-making.testing.ts'
import type {
  Decision,
  GivenLead,
  History,
  LeadCreationVersion,
  RuleVersion,
} from './outcome.testing.ts'

const emails = Object.values(people).flatMap(({ email }) => email ?? [])
const leadIds = [janeLead.id, bobLead.id, annLead.id]
const stageIds = stages.map(({ id }) => id)
const turns = [minute(-60), minute(0), minute(1), minute(2), minute(30)]

/** What people decided of a lead: `seen` are places of events in the history. */
const aBase = fc.record({
  stageId: fc.oneof(
    { weight: 5, arbitrary: fc.constant('new') },
    { weight: 4, arbitrary: fc.constantFrom(...stageIds) },
    { weight: 1, arbitrary: fc.constant('gone') },
  ),
  setBy: fc.constantFrom<GivenLead['base']['setBy']>('user', 'rule'),
  seen: fc.oneof(fc.constant<number[]>([]), fc.uniqueArray(fc.nat(11), { maxLength: 6 })),
  pinned: fc.nat(9).map((drawn) => drawn === 9),
})

const someAliases = fc.oneof(
  { weight: 2, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.subarray(emails, { maxLength: 2 }) },
)

const aPerson = fc.record({ aliases: someAliases, base: aBase })

/** What people decided about nodes: `of` is the place of an event about one in the history. */
const someDecisions = fc.uniqueArray(
  fc.record({
    of: fc.nat(6),
    leadId: fc.constantFrom(null, ...leadIds),
    at: fc.nat(9).map(minute),
  }),
  { maxLength: 3, selector: ({ at }) => at },
)

const someRules: fc.Arbitrary<RuleVersion[]> = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom(...turns),
    fact: fc.constantFrom<RuleVersion['fact']>(
      ...(['booked', 'booked', 'cancelled', 'cancelled'] as const),
      ...(['rejected', 'no_show', 'took_place'] as const),
    ),
    eventTypeId: fc.constantFrom(null, null, 1, 2),
    stageId: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...stageIds) },
      { weight: 1, arbitrary: fc.constantFrom(null, 'gone') },
    ),
    isRemoved: fc.nat(4).map((drawn) => drawn === 0),
  }),
  { maxLength: 6, selector: (version) => `${version.fact} ${version.eventTypeId} ${version.from}` },
)

const someLeadCreation: fc.Arbitrary<LeadCreationVersion[]> = fc.uniqueArray(
  fc.record({ from: fc.constantFrom(...turns), on: fc.boolean() }),
  { maxLength: 2, selector: ({ from }) => from },
)

/** Histories of up to twelve events and three leads, with everything that people may have decided. */
export const anyHistory: fc.Arbitrary<History> = fc
  .record({
    events: someEvents,
    leads: fc.tuple(aPerson, aPerson, aPerson),
    sharesPhone: fc.boolean(),
    hasAnnEmail: fc.boolean(),
    decisions: someDecisions,
    isBookedByDefault: fc.nat(3).map((drawn) => drawn > 0),
    rules: someRules,
    leadCreation: someLeadCreation,
  })
  .map(({ events, leads: [jane, bob, ann], sharesPhone, hasAnnEmail, ...drawn }) => {
    const lead = (given: GivenLead, { aliases, base }: typeof jane): GivenLead => ({
      ...given,
      aliases: aliases.filter((alias) => alias !== given.email),
      base: { ...base, seen: base.seen.flatMap((place) => events[place]?.fingerprint ?? []) },
    })
    const decisions = drawn.decisions.flatMap(({ of, leadId, at }): Decision[] => {
      const event = events[of]?.event
      if (!event) return []
      const [first] = event.attendees
      const seat = event.seated ? (first?.email ?? first?.phone ?? '') : ''
      return [{ uid: event.uid, seat, leadId, at }]
    })
    return {
      ...{ events, stages, decisions, leadCreation: drawn.leadCreation },
      leads: [
        lead(janeLead, jane),
        lead({ ...bobLead, phone: sharesPhone ? annLead.phone : null }, bob),
        lead({ ...annLead, email: hasAnnEmail ? annLead.email : null }, ann),
      ],
      rules: [...(drawn.isBookedByDefault ? [rule('booked', 'booked')] : []), ...drawn.rules],
    }
  })
