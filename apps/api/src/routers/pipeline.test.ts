import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { scopesOf, type Role } from '@solar-capture/core/access'
import type { RuledFact } from '@solar-capture/core/stage-rule'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'
import { appRouter } from '../router.ts'
import { testOwner } from '../testing.ts'
import { contextWithin } from '../trpc.ts'

let calcom: WithCalcom
let stages: Record<string, string>

beforeAll(async () => {
  calcom = await startWithCalcom()
  const rows = await calcom.caller().pipeline.stages()
  stages = Object.fromEntries(rows.map(({ id, name }) => [name, id]))
})
afterAll(() => calcom.close())
beforeEach(async () => {
  await calcom.reset()
  await calcom.sql`delete from stage_rules where "from" > '1970-01-01T00:00:00Z'`
})

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

const rule = (fact: RuledFact, stage: string | null, eventTypeId: number | null = null) => ({
  ...{ fact, eventTypeId },
  stageId: stage === null ? null : (stages[stage] ?? crypto.randomUUID()),
})

/** A version of a rule as it is read, in force from `from`. */
const version = (from: string, ...terms: Parameters<typeof rule>) => ({
  ...rule(...terms),
  ...{ isRemoved: false, from },
})

/** Puts rules in force from some minutes after ten. */
async function saveAt(minutes: number, rules: ReturnType<typeof rule>[]) {
  calcom.clock.now = new Date(at(minutes))
  return calcom.caller().pipeline.saveRules({ rules })
}

const addJane = async () => (await calcom.caller().lead.create(jane)).id
const stageOf = async (id: string) => (await calcom.caller().lead.byId({ id })).stage.name

test('the rules of a new workspace move what is booked to Booked, from always', async () => {
  const always = '1970-01-01T00:00:00.000Z'
  expect(await calcom.caller().pipeline.rules()).toEqual([version(always, 'booked', 'Booked')])
})

test('the audit log tells what each change of the rules was, and nothing where none changes', async () => {
  const told = async () => {
    const rows = await calcom.sql<{ details: object }[]>`
      select details from audit_log where action = 'rules_changed' order by id`
    return rows.map(({ details }) => details)
  }
  const before = await told()
  const rules = [rule('booked', 'Surveyed'), rule('cancelled', 'Lost', 7)]
  await saveAt(0, rules)
  await saveAt(1, rules)
  const changes =
    'booked, any event type: Booked → Surveyed; cancelled, event type 7: as for any → Lost'
  expect((await told()).slice(before.length)).toEqual([{ changes }])
})

test('only what changes becomes a version, and what is left out is removed', async () => {
  const first = await saveAt(0, [rule('booked', 'Booked'), rule('cancelled', 'Lost')])
  expect(first.slice(1)).toEqual([version(at(0), 'cancelled', 'Lost')])
  expect(await saveAt(1, [rule('booked', 'Booked'), rule('cancelled', 'Lost')])).toEqual(first)
  const second = await saveAt(2, [rule('booked', 'Surveyed', 7), rule('booked', 'Booked')])
  expect(second.slice(0, 2)).toEqual(first)
  expect(new Set(second.slice(2))).toEqual(
    new Set([
      version(at(2), 'booked', 'Surveyed', 7),
      { ...version(at(2), 'cancelled', null), isRemoved: true },
    ]),
  )
  // Twice in one millisecond, the later one counts, from the next one on.
  const third = await saveAt(2, [rule('booked', 'Quoted', 7), rule('booked', 'Booked')])
  const next = new Date(Date.parse(at(2)) + 1).toISOString()
  expect(third.slice(4)).toEqual([version(next, 'booked', 'Quoted', 7)])
})

test('what was sent before a change goes by the old rule, whenever it arrives', async () => {
  const id = await addJane()
  await saveAt(10, [rule('booked', 'Surveyed')])
  await calcom.tell({ sentAt: at(9) }, new Date(at(11)))
  expect(await stageOf(id)).toBe('Booked')
  await calcom.tell({ uid: 'second', sentAt: at(10) }, new Date(at(11)))
  expect(await stageOf(id)).toBe('Surveyed')
  const { timeline } = await calcom.caller().lead.byId({ id })
  expect(
    timeline.flatMap(({ actor, text }) => (actor.kind === 'rule' ? [[actor.rule, text]] : [])),
  ).toEqual([
    ['any booking → Surveyed', 'Moved Booked → Surveyed'],
    ['any booking → Booked', 'Moved New → Booked'],
  ])
})

test('the rule of an event type comes before the one for any, also one that moves nothing', async () => {
  await saveAt(0, [
    ...[rule('booked', 'Booked'), rule('booked', 'Quoted', 7), rule('booked', null, 8)],
  ])
  const id = await addJane()
  await calcom.tell({ uid: 'eight', sentAt: at(1), eventTypeId: 8 })
  expect(await stageOf(id)).toBe('New')
  await calcom.tell({ uid: 'nine', sentAt: at(2), eventTypeId: 9 })
  expect(await stageOf(id)).toBe('Booked')
  await calcom.tell({ uid: 'seven', sentAt: at(3), eventTypeId: 7 })
  expect(await stageOf(id)).toBe('Quoted')
})

test('an event type whose own rule is left out goes by the one for any again', async () => {
  await saveAt(0, [rule('booked', 'Booked'), rule('booked', null, 7)])
  await saveAt(5, [rule('booked', 'Booked')])
  const id = await addJane()
  await calcom.tell({ uid: 'first', sentAt: at(4), eventTypeId: 7 })
  expect(await stageOf(id)).toBe('New')
  await calcom.tell({ uid: 'second', sentAt: at(6), eventTypeId: 7 })
  expect(await stageOf(id)).toBe('Booked')
})

test('a cancellation moves a lead to Lost only when none of its other bookings is live', async () => {
  await saveAt(0, [rule('booked', 'Booked'), rule('cancelled', 'Lost')])
  const id = await addJane()
  const cancel = (uid: string, minutes: number) =>
    calcom.tell({ trigger: 'BOOKING_CANCELLED', uid, sentAt: at(minutes) })
  await calcom.tell({ uid: 'first', sentAt: at(1) })
  await calcom.tell({ trigger: 'BOOKING_REQUESTED', uid: 'second', sentAt: at(2) })
  await cancel('first', 3)
  expect(await stageOf(id)).toBe('Booked')
  await cancel('second', 4)
  expect(await stageOf(id)).toBe('Lost')
  // A booking that nobody knew of yet was live when the last one was cancelled.
  await calcom.tell({ trigger: 'BOOKING_REQUESTED', uid: 'third', sentAt: at(3.5) })
  expect(await stageOf(id)).toBe('Booked')
})

test('a new booking brings a lead back from Lost', async () => {
  await saveAt(0, [rule('booked', 'Booked'), rule('cancelled', 'Lost')])
  const id = await addJane()
  await calcom.tell({ sentAt: at(1) })
  await calcom.tell({ trigger: 'BOOKING_CANCELLED', sentAt: at(2) })
  expect(await stageOf(id)).toBe('Lost')
  await calcom.tell({ uid: 'second', sentAt: at(3) })
  expect(await stageOf(id)).toBe('Booked')
})

test('rules that cannot be are refused, and then nothing is changed', async () => {
  const before = await calcom.caller().pipeline.rules()
  await expect(saveAt(0, [rule('booked', 'Nowhere')])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const foreign = { ...rule('booked', 'Booked'), stageId: crypto.randomUUID() }
  await expect(saveAt(0, [rule('cancelled', 'Lost'), foreign])).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  for (const eventTypeId of [null, 7]) {
    const twice = ['Booked', 'Lost'].map((stage) => rule('booked', stage, eventTypeId))
    await expect(saveAt(0, twice)).rejects.toMatchObject({
      ...{ code: 'BAD_REQUEST', message: expect.stringContaining('two rules') },
    })
  }
  expect(await calcom.caller().pipeline.rules()).toEqual(before)
})

test('all may read the rules, and only who may change settings may change them', async () => {
  const callerAs = (role: Role) =>
    appRouter.createCaller(
      contextWithin(calcom.deps, {
        ...{ kind: 'member', workspaceId: calcom.workspaceId, role, scopes: scopesOf(role) },
        needsTotp: false,
        user: { id: crypto.randomUUID(), name: testOwner.name, email: testOwner.email },
        sessionId: 'session',
      }),
    )
  const rules = [rule('booked', 'Booked')]
  for (const role of ['viewer', 'agent'] as const) {
    expect(await callerAs(role).pipeline.rules()).toHaveLength(1)
    await expect(callerAs(role).pipeline.saveRules({ rules })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  }
  for (const role of ['owner', 'admin'] as const) {
    expect(await callerAs(role).pipeline.saveRules({ rules })).toHaveLength(1)
  }
  const nobody = appRouter.createCaller(contextWithin(calcom.deps, null))
  await expect(nobody.pipeline.rules()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

test('event types are those that bookings were made of, the one booked last first', async () => {
  await calcom.tell({ uid: 'one', sentAt: at(0), eventTypeId: 7, eventTitle: 'Survey' })
  await calcom.tell({ uid: 'two', sentAt: at(1), eventTypeId: 8, eventTitle: 'Call' })
  await calcom.tell({ uid: 'three', sentAt: at(2), eventTypeId: 7, eventTitle: 'Roof survey' })
  const types = await calcom.caller().pipeline.eventTypes()
  expect(types).toMatchObject([
    { id: 7, title: 'Roof survey', bookings: 2 },
    { id: 8, title: 'Call', bookings: 1 },
  ])
})

test('of more event types than are listed those that were booked last are', async () => {
  await calcom.tell({ uid: 'middle', sentAt: at(0), eventTypeId: 900, eventTitle: 'Middle' })
  // 600 more that were booked before, one after the other: half of them with ever lower numbers, half with ever higher ones.
  await calcom.sql`
    insert into bookings
    select (jsonb_populate_record(booking, jsonb_build_object(
      'id', '0197aaaa-0000-7000-8000-' || lpad(n::text, 12, '0'), 'event_type_id', 900 + (case n % 2 when 0 then -n else n end), 'event_type', 'Type ' || n
    ))).* from bookings as booking, generate_series(1, 600) as n`
  await calcom.tell({ uid: 'lowest', sentAt: at(1), eventTypeId: 1, eventTitle: 'Lowest' })
  const types = await calcom.caller().pipeline.eventTypes()
  expect(types).toHaveLength(500)
  expect(types[0]).toMatchObject({ id: 1, title: 'Lowest', bookings: 1 })
  expect(types.slice(1, 4).map(({ id }) => id)).toEqual([900, 300, 1_499])
})

test('rules are tried on the last 30 days: who would stand elsewhere, and why; nothing is changed', async () => {
  const id = await addJane()
  await saveAt(-60, [rule('booked', 'Booked')])
  await calcom.tell({ uid: 'old', sentAt: '2026-10-20T10:00:00.000Z' }, new Date(at(-50)))
  await calcom.tell({ uid: 'first', sentAt: at(1), eventTypeId: 7 })
  const bo = { name: 'Bo', email: 'bo@acme.example' }
  await calcom.caller().lead.create(bo)
  await calcom.tell({ uid: 'bo', sentAt: at(2), eventTypeId: 8, booker: bo })
  const other = [rule('booked', 'Booked'), rule('booked', 'Quoted', 7)]
  const tried = await calcom.caller().pipeline.simulateRules({ rules: other })
  expect(tried).toEqual({
    leads: [
      {
        ...{ leadId: id, name: jane.name, from: expect.objectContaining({ name: 'Booked' }) },
        to: expect.objectContaining({ name: 'Quoted' }),
        becauseOf: { rule: 'Survey → Quoted', at: at(1) },
      },
    ],
    // Bo's booking is of an event type that goes by the same rule as before.
    ...{ unchanged: 0, considered: 1, nextCursor: null },
  })
  expect(await stageOf(id)).toBe('Booked')
  const asNow = await calcom.caller().pipeline.simulateRules({ rules: [rule('booked', 'Booked')] })
  expect(asNow.leads).toEqual([])
})
