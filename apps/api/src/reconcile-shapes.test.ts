import { expect, test } from 'vitest'

import type { Gap } from '@solar-capture/core/reconcile-gap'

import { comparisonShape, viewComparison } from './reconcile-shapes.ts'

const gap = (uid: string): Gap => ({
  ...{ kind: 'missing', bookingId: null, uid, previousUid: null, through: [] },
  ...{ mayBeUnconfirmed: false, wasAsked: false },
  booking: {
    ...{ uid, isFirstUid: false, wasChanged: false, previousUid: null, nextUid: null },
    ...{ status: 'accepted', seated: false },
    ...{ startTime: '2026-12-01T10:00:00.000Z', endTime: null, title: null, eventType: null },
    ...{ eventTypeId: null, attendees: [], organizerEmail: null, cancellationReason: null },
    ...{ createdAt: null, changedAt: null },
  },
})

test('no more is answered than can be applied at once, and how much more there is', () => {
  const gaps = Array.from({ length: 5_003 }, (_, number) => gap(`u${number}`))
  const comparison = { inBoth: 0, gaps, undecided: [], onlyHere: [], differing: [] }
  const answer = viewComparison({ comparison, refused: [], known: new Map() })
  expect(comparisonShape.parse(answer)).toMatchObject({ moreGaps: 3 })
  expect(answer.gaps).toHaveLength(5_000)
  expect(answer.gaps[0]).toMatchObject({ uid: 'u0' })
})
