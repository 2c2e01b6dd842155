import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { project } from './project.ts'
import { anyHistory } from './reference/arbitraries.testing.ts'
import { minute, stages } from './reference/history-making.testing.ts'
import { referenceOutcome } from './reference/model.testing.ts'
import type { RuleVersion } from './reference/outcome.testing.ts'
import { productOutcome } from './reference/product-outcome.testing.ts'
import { concernedBy, ruledFacts, rulesAsIf, type StageRuleTerms } from './stage-rule.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

const someTerms: fc.Arbitrary<StageRuleTerms[]> = fc.uniqueArray(
  fc.record({
    fact: fc.constantFrom(...ruledFacts),
    eventTypeId: fc.constantFrom(null, null, 1, 2),
    stageId: fc.constantFrom(null, ...stages.map(({ id }) => id)),
  }),
  { maxLength: 5, selector: ({ fact, eventTypeId }) => `${fact} ${eventTypeId}` },
)

/** What is known of rules once `wanted` was put in force at `from`, each of which says so, whether or not it is new. */
function saved(versions: RuleVersion[], wanted: StageRuleTerms[], from: string): RuleVersion[] {
  const before = versions.filter((version) => version.from < from)
  const types = [null, 1, 2]
  const now = ruledFacts.flatMap((fact) =>
    types.map((eventTypeId): RuleVersion => {
      const rule = wanted.find((one) => one.fact === fact && one.eventTypeId === eventTypeId)
      return { from, fact, eventTypeId, stageId: rule?.stageId ?? null, isRemoved: !rule }
    }),
  )
  return [...before, ...now]
}

const oldestFirst = (versions: RuleVersion[]) =>
  versions.toSorted((one, other) => (one.from < other.from ? -1 : 1))

test(`rules that are tried do what they do once they are in force (SEED=${seed})`, () => {
  fc.assert(
    fc.property(anyHistory, someTerms, fc.nat(8), (given, wanted, minutes) => {
      const since = minute(minutes)
      const history = { ...given, rules: oldestFirst(given.rules) }
      const tried = { ...history, rules: rulesAsIf(history.rules, wanted, since) }
      const inForce = { ...history, rules: saved(history.rules, wanted, since) }
      expect(productOutcome(tried)).toEqual(referenceOutcome(inForce))

      // Who stands elsewhere was told something that the rules have another word on.
      const concerned = concernedBy(history.rules, wanted, since)
      const stood = new Map(project(history).leads.map(({ id, stageId }) => [id, stageId]))
      const after = project(tried)
      const elsewhere = after.leads.filter(({ id, stageId }) => stood.get(id) !== stageId)
      for (const { id, moves } of elsewhere) {
        const own = after.bookings.filter(({ leadId }) => leadId === id)
        const facts = own.flatMap(({ booking }) => booking.facts.filter(({ at }) => at >= since))
        const kinds = new Set(facts.map(({ kind }) => (kind === 'rescheduled' ? 'booked' : kind)))
        const types = own.map(({ booking }) => booking.eventTypeId ?? -1)
        expect([id, moves.length, concerned?.facts.some((fact) => kinds.has(fact))]).toEqual([
          ...[id, moves.length, true],
        ])
        if (concerned && concerned.eventTypeIds !== 'any') {
          expect(concerned.eventTypeIds.some((type) => types.includes(type))).toBe(true)
        }
      }
    }),
    { seed, numRuns: 500 },
  )
})
