import { expect, test } from 'vitest'

import { foldBookings } from './booking-history.ts'
import { defaultStages, type Stage } from './pipeline.ts'
import { always } from './stage-rule.ts'
import { decideStage, type StageBase } from './stage.ts'
import { anEvent } from './stored-events.testing.ts'

const stages: Stage[] = defaultStages.map((stage, position) => ({
  ...stage,
  id: stage.name,
  position,
}))
const rules = [
  { from: always, fact: 'booked' as const, eventTypeId: null, stageId: 'Booked', isRemoved: false },
]
const base = (stageId: string, some: Partial<StageBase> = {}): StageBase => ({
  stageId,
  setBy: 'user',
  seen: [],
  pinned: false,
  ...some,
})
const decide = (from: StageBase, ...events: ReturnType<typeof anEvent>[]) =>
  decideStage(from, foldBookings(events), { stages, rules })

const created = anEvent({})
const cancelled = anEvent({ trigger: 'BOOKING_CANCELLED', sentAt: '2026-11-21T10:00:00.000Z' })
const moved = anEvent({
  trigger: 'BOOKING_RESCHEDULED',
  uid: 'B',
  rescheduleUid: 'A',
  sentAt: '2026-11-22T10:00:00.000Z',
})

test.each(['New', 'Contacted', 'Lost'])('a booking moves a lead from %s to Booked', (stageId) => {
  const decision = decide(base(stageId), created)
  expect(decision).toMatchObject({ stageId: 'Booked', setBy: 'rule' })
  expect(decision.moves).toMatchObject([
    { at: created.event.sentAt, from: { name: stageId }, to: { name: 'Booked' } },
  ])
})

test.each(['Booked', 'Surveyed', 'Quoted', 'Won'])('a booking leaves a lead in %s', (stageId) => {
  expect(decide(base(stageId), created)).toMatchObject({
    stageId,
    setBy: 'user',
    moves: [],
    withheld: [],
  })
})

test('a pinned lead stays', () => {
  expect(decide(base('New', { pinned: true }), created).stageId).toBe('New')
})

test('a cancellation keeps the stage that the booking brought, and alone brings none', () => {
  expect(decide(base('New'), created, cancelled).stageId).toBe('Booked')
  expect(decide(base('New'), cancelled).stageId).toBe('New')
})

test('a reschedule alone confirms, and after its booking moves nothing again', () => {
  expect(decide(base('New'), moved).stageId).toBe('Booked')
  expect(decide(base('New'), created, moved).moves).toHaveLength(1)
})

test('what a manual move had seen acts no more, what it had not seen does', () => {
  const seen = [created.fingerprint]
  expect(decide(base('Contacted', { seen }), created, moved).stageId).toBe('Contacted')
  const another = anEvent({ uid: 'Z' })
  expect(decide(base('Contacted', { seen }), created, another).stageId).toBe('Booked')
})

test('a creation that comes late is the booking that the manual move had seen moved', () => {
  const seen = [moved.fingerprint]
  expect(decide(base('Contacted', { seen }), moved, created).stageId).toBe('Contacted')
})

test('without a rule nothing moves', () => {
  const bookings = foldBookings([created])
  expect(decideStage(base('New'), bookings, { stages, rules: [] }).stageId).toBe('New')
})

test('a fact goes by the pipeline of when it was sent', () => {
  const sentAt = '2026-11-22T10:00:00.000Z'
  const reversed = stages.map((stage) => ({ ...stage, position: -stage.position }))
  const former = (until: string) => ({ former: [{ until, stages }], merged: [] })
  const decideIn = (until: string) =>
    decideStage(base('New'), foldBookings([created]), {
      ...{ stages: reversed, rules, history: former(until) },
    }).stageId
  // Where Booked comes before New, it would be backwards.
  expect(decideIn(sentAt)).toBe('Booked')
  expect(decideIn(created.event.sentAt)).toBe('New')
})

test('what stood in a stage that was merged stands in the other one, and automation goes on from there', () => {
  const mergedAt = '2026-11-21T00:00:00.000Z'
  const merged = [{ id: 'Booked', intoId: 'Quoted', at: mergedAt }]
  const history = { former: [{ until: mergedAt, stages }], merged }
  const left = stages.filter(({ id }) => id !== 'Booked')
  const later = anEvent({ uid: 'later', sentAt: '2026-11-22T10:00:00.000Z' })
  const toSurveyed = rules.map((rule) => ({ ...rule, from: mergedAt, stageId: 'Surveyed' }))
  const decision = decideStage(base('New'), foldBookings([created, later]), {
    ...{ stages: left, rules: [...rules, ...toSurveyed], history },
  })
  expect(decision.stageId).toBe('Quoted')
  expect(decision.moves.map(({ to }) => to.name)).toEqual(['Booked'])
})

test.each<[string, StageBase, string]>([
  ['is pinned', base('New', { pinned: true }), 'pinned'],
  ['is won', base('Won'), 'won'],
  ['is further than the rule leads to', base('Quoted'), 'further'],
])('why a booking does not move a lead that %s is told', (_, from, why) => {
  const { moves, stays } = decide(from, created)
  expect(moves).toEqual([])
  expect(stays).toMatchObject([
    { inId: from.stageId, toId: 'Booked', why, fact: { kind: 'booked' } },
  ])
})

test('why a cancellation does not move a lead is told, and nothing where no rule is about it', () => {
  const lost = { ...rules[0], from: always, eventTypeId: null, isRemoved: false, stageId: 'Lost' }
  const other = anEvent({ uid: 'C', sentAt: '2026-11-20T11:00:00.000Z' })
  const bookings = foldBookings([created, other, cancelled])
  const withRule = [...rules, { ...lost, fact: 'cancelled' as const }]
  expect(decideStage(base('New'), bookings, { stages, rules: withRule }).stays).toMatchObject([
    { inId: 'Booked', toId: 'Lost', why: 'another_live' },
  ])
  expect(decideStage(base('New'), bookings, { stages, rules }).stays).toEqual([])
})
