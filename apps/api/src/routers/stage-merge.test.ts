import { afterAll, beforeEach, expect, test } from 'vitest'

import { goOnMerging } from '@solar-capture/db/stage-merge'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'
import { finishMerges } from '../finish-merges.ts'

let calcom: WithCalcom

beforeEach(async () => {
  await calcom?.close()
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())

const pipeline = () => calcom.caller().pipeline
const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

const [first, waiting, last] = ['lead00001', 'lead00599', 'lead00600']

async function idOf(name: string): Promise<string> {
  const found = (await pipeline().stages()).find((stage) => stage.name === name)
  if (!found) throw new Error(`There is no stage ${name}.`)
  return found.id
}

/** Adds leads called lead00001 and so on that somebody put into a stage, the last one changed last. */
async function fill(stageId: string, amount: number): Promise<void> {
  await calcom.sql`
    insert into leads (workspace_id, id, name, email, source, stage_id, base_stage_id, stage_set_by, created_at, updated_at)
    select ${calcom.workspaceId}, gen_random_uuid(), name, name || '@acme.example', 'Website', ${stageId}, ${stageId}, 'user',
      ${at(-600)}, ${at(-600)}::timestamptz + number * interval '1 second'
    from generate_series(1, ${amount}::int) as number, to_char(number, 'FM"lead"00000') as name`
}

async function leadCalled(name: string) {
  const { items } = await calcom.caller().lead.list({ search: `${name}@acme.example` })
  const found = items.find((lead) => lead.name === name)
  if (!found) throw new Error(`There is no lead ${name}.`)
  return found
}

/** How many leads name each stage, gone ones among them. */
async function standing(): Promise<Record<string, number>> {
  const rows = await calcom.sql<{ name: string; amount: number }[]>`
    select stage.name, count(*)::int as amount from leads
    join pipeline_stages as stage on stage.id = stage_id group by 1`
  return Object.fromEntries(rows.map(({ name, amount }) => [name, amount]))
}

/**
 * Begins to merge Contacted into Surveyed, with 600 leads there of which the last cannot be moved: the other hundred wait with it, and
 * those that `add` put there.
 */
async function interruptMerge(add: () => Promise<void> = () => Promise.resolve()) {
  const ids = { id: await idOf('Contacted'), intoId: await idOf('Surveyed') }
  await fill(ids.id, 600)
  await add()
  await calcom.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'out of order'; end $$;
    create trigger refuse before update of stage_id on leads for each row
      when (old.name = '${last}' and old.stage_id <> new.stage_id) execute function refuse()`)
  await expect(pipeline().mergeStage(ids)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  expect(await standing()).toMatchObject({ Surveyed: 500 })
  return { ids, mend: () => calcom.sql`drop function refuse cascade` }
}

const merges = () => calcom.sql`select 1 from audit_log where action = 'stage_merged'`

test('a merge that was interrupted is told from its beginning, moves nobody back, and is finished by any process', async () => {
  const { ids, mend } = await interruptMerge()
  expect(await merges()).toHaveLength(1)
  expect(await standing()).toEqual({ Surveyed: 500, Contacted: 100 })
  const before = [await leadCalled(first), await leadCalled(waiting)]
  expect(before.map(({ stage }) => stage.name)).toEqual(['Surveyed', 'Contacted'])
  for (const name of [first, waiting]) {
    const booker = { name, email: `${name}@acme.example` }
    const told = { uid: name, trigger: 'BOOKING_CANCELLED', booker, sentAt: at(1) }
    expect(await calcom.tell(told)).toMatchObject({ result: 'applied' })
  }
  const after = [await leadCalled(first), await leadCalled(waiting)]
  const placeOf = ({ stage, stageSince }: (typeof after)[number]) => [stage.name, stageSince]
  expect(after.map(placeOf)).toEqual(before.map(placeOf))
  const { items } = await calcom.caller().delivery.list({})
  expect(items.map(({ effect }) => effect).filter((effect) => effect?.includes('→'))).toEqual([])

  const period = { from: at(-700), to: at(600), timeZone: 'UTC' }
  const { total } = await calcom.caller().insight.funnel(period)
  expect(total.reached).toEqual([600, 600, 600, 600, 0, 0])

  await finishMerges(calcom.deps)
  expect(await pipeline().stages()).toHaveLength(7)
  expect(calcom.problems.map(({ message }) => message)).toContain(
    `The merge of the stage ${ids.id} could not be finished`,
  )
  await mend()
  await finishMerges(calcom.deps)
  expect(await standing()).toEqual({ Surveyed: 600 })
  expect(await pipeline().stages()).toHaveLength(6)
  expect(placeOf(await leadCalled(waiting))).toEqual(['Surveyed', before[1]?.stageSince])
  // Whoever asked for it may ask again, and it is told once.
  expect(await pipeline().mergeStage(ids)).toEqual({ movedLeads: 0, isDone: true })
  expect(await merges()).toHaveLength(1)
  const { items: all } = await calcom.caller().delivery.list({ limit: 200 })
  await calcom.caller().delivery.replay({ ids: all.map(({ id }) => id) })
  expect(await standing()).toEqual({ Surveyed: 600 })
})

test('while a stage is being merged, automation moves its leads on, and that is undone to where it leads', async () => {
  const { mend } = await interruptMerge()
  const booker = { name: last, email: `${last}@acme.example` }
  // Out of Contacted, of which the trigger above lets nobody go, only once it is mended.
  await mend()
  await calcom.tell({ uid: 'a', booker, sentAt: at(1) })
  expect((await leadCalled(last)).stage.name).toBe('Booked')
  const { id } = await leadCalled(last)
  const { timeline } = await calcom.caller().lead.byId({ id })
  const move = timeline.find(({ kind }) => kind === 'moved')
  expect(move?.text).toBe('Moved Contacted → Booked')
  await calcom.caller().lead.undo({ timelineEntryId: move?.id ?? '' })
  expect((await leadCalled(last)).stage.name).toBe('Surveyed')
})

test('a move into a stage that is being merged is undone', async () => {
  let id = ''
  await interruptMerge(async () => {
    const booked = { fact: 'booked' as const, eventTypeId: null }
    await pipeline().saveRules({ rules: [{ ...booked, stageId: await idOf('Contacted') }] })
    id = (await calcom.caller().lead.create(jane)).id
    await calcom.tell({ sentAt: at(1) })
  })
  expect(await standing()).toEqual({ Surveyed: 500, Contacted: 101 })
  const { timeline } = await calcom.caller().lead.byId({ id })
  const move = timeline.find(({ kind }) => kind === 'moved')
  await calcom.caller().lead.undo({ timelineEntryId: move?.id ?? '' })
  expect((await calcom.caller().lead.byId({ id })).stage.name).toBe('New')
})

test('while a stage is being merged nothing else of the pipeline is changed, and whoever asks for the same goes on with it', async () => {
  const { ids, mend } = await interruptMerge()
  const [surveyed, quoted] = [ids.intoId, await idOf('Quoted')]
  const code = 'CONFLICT'
  const other = pipeline().mergeStage({ id: surveyed, intoId: quoted })
  await expect(other).rejects.toMatchObject({ code })
  const back = pipeline().mergeStage({ id: surveyed, intoId: ids.id })
  await expect(back).rejects.toMatchObject({ code })
  const stages = (await pipeline().stages()).map(({ position: _, ...stage }) => stage)
  await expect(pipeline().saveStages({ stages: stages.toReversed() })).rejects.toMatchObject({
    code,
    message: 'Contacted is being merged into Surveyed. Change the pipeline once that is done.',
  })
  await mend()
  expect(await pipeline().mergeStage(ids)).toEqual({ movedLeads: 100, isDone: true })
  expect((await pipeline().mergeStage({ id: surveyed, intoId: quoted })).isDone).toBe(true)
  expect(await standing()).toEqual({ Quoted: 600 })
})

test('two merges at once, the one into a stage that the other one takes away, leave nobody in a stage that is gone', async () => {
  const ids = { id: await idOf('Contacted'), intoId: await idOf('Surveyed') }
  await fill(ids.id, 1_500)
  const one = pipeline().mergeStage(ids)
  await new Promise((resolve) => setTimeout(resolve, 12))
  const second = { id: ids.intoId, intoId: await idOf('Quoted') }
  const answers = await Promise.allSettled([one, pipeline().mergeStage(second)])
  // Whichever begins first is done, and the other one after it or not at all.
  const [isFirstDone, isSecondDone] = answers.map(({ status }) => status === 'fulfilled')
  expect(isFirstDone || isSecondDone).toBe(true)
  const left = isFirstDone ? (isSecondDone ? 'Quoted' : 'Surveyed') : 'Contacted'
  expect(await standing()).toEqual({ [left]: 1_500 })
  const { items } = await calcom.caller().lead.list({})
  expect(new Set(items.map(({ stage }) => stage.name))).toEqual(new Set([left]))
})

test('a part of a merge that comes late goes to what its stage has become meanwhile', async () => {
  const { workspaceId } = calcom
  const [id, surveyed, quoted] = [
    await idOf('Contacted'),
    await idOf('Surveyed'),
    await idOf('Quoted'),
  ]
  await pipeline().mergeStage({ id, intoId: surveyed })
  await pipeline().mergeStage({ id: surveyed, intoId: quoted })
  await fill(id, 1)
  await goOnMerging(calcom.db, { workspaceId, id }, { longestMs: 0, now: calcom.clock.now })
  expect(await standing()).toEqual({ Quoted: 1 })
})

test('leads that stand in a stage which is gone are shown where it leads, and are put there', async () => {
  const [contacted, surveyed] = [await idOf('Contacted'), await idOf('Surveyed')]
  await pipeline().mergeStage({ id: contacted, intoId: surveyed })
  await fill(contacted, 2)
  const { lead } = calcom.caller()
  const { items } = await lead.list({})
  expect(items.map(({ stage }) => stage)).toMatchObject([
    { id: surveyed, name: 'Surveyed' },
    { id: surveyed, name: 'Surveyed' },
  ])
  expect((await lead.byId({ id: items[0]?.id ?? '' })).stage.id).toBe(surveyed)
  await finishMerges(calcom.deps)
  expect(await standing()).toEqual({ Surveyed: 2 })
  const { byStage } = await lead.counts({})
  expect(byStage.filter(({ count }) => count > 0)).toEqual([{ stageId: surveyed, count: 2 }])
})
