import { expect, test } from 'vitest'

import type { StoredEvent } from './booking-event.ts'
import { judgeDeliveries } from './judge-deliveries.ts'
import { defaultStages, type Stage } from './pipeline.ts'
import { project } from './project.ts'
import { always } from './stage-rule.ts'
import { anEvent } from './stored-events.testing.ts'

const stages: Stage[] = defaultStages.map((stage, position) => ({
  ...stage,
  id: stage.name,
  position,
}))
const rules = (['booked', 'cancelled'] as const).map((fact) => ({
  ...{ from: always, eventTypeId: null, isRemoved: false },
  ...{ fact, stageId: fact === 'booked' ? 'Booked' : 'Lost' },
}))
const base = { stageId: 'New', setBy: 'rule' as const, seen: [], pinned: false }
const jane = { name: 'Jane', email: 'jane@acme.example', phone: null, aliases: [] }
const day = (number: number) => `2026-11-2${number}T10:00:00.000Z`

const first = anEvent({ uid: 'A', sentAt: day(0) })
const second = anEvent({ uid: 'B', sentAt: day(1) })
const firstCancelled = anEvent({ uid: 'A', trigger: 'BOOKING_CANCELLED', sentAt: day(2) })
const secondCancelled = anEvent({ uid: 'B', trigger: 'BOOKING_CANCELLED', sentAt: day(3) })

/** What is told of `arrived`, after the two bookings, of a lead that stands in `stageBefore`. */
function effectsOf(arrived: StoredEvent[], stageBefore: string) {
  const known = [first, second]
  const after = project({
    ...{ events: [...known, ...arrived], stages, rules },
    leads: [{ id: 'lead', formerIds: [], base, ...jane }],
  })
  const judgements = judgeDeliveries({
    arrived: arrived.map(({ fingerprint }) => fingerprint),
    known: new Set(known.map(({ fingerprint }) => fingerprint)),
    ...{ first: new Set(), sharedPhones: new Set(), after, stages },
    stagesBefore: new Map([['lead', stageBefore]]),
  })
  return arrived.map(({ fingerprint }) => judgements.get(fingerprint)?.effect)
}

test('why a lead stayed is told while it stands there', () => {
  const stay = { in: 'Booked', to: 'Lost', why: 'another_live' }
  expect(effectsOf([firstCancelled], 'Booked')).toMatchObject([{ move: null, stay }])
})

test('why a lead stayed is not told where what came with it moved it on', () => {
  const [one, other] = effectsOf([firstCancelled, secondCancelled], 'Booked')
  expect(one).not.toHaveProperty('stay')
  expect(other).toMatchObject({ move: { from: 'Booked', to: 'Lost' } })
})
