import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test } from 'vitest'

import { rulesNow } from '@solar-capture/core/stage-rule'
import { lockPipeline } from '@solar-capture/db/reach'
import { pipelineStages } from '@solar-capture/db/schema'

import { startWithCalcom, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom

beforeEach(async () => {
  await calcom?.close()
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())

const pipeline = () => calcom.caller().pipeline
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, seconds))

async function idOf(name: string): Promise<string> {
  const found = (await pipeline().stages()).find((stage) => stage.name === name)
  if (!found) throw new Error(`There is no stage ${name}.`)
  return found.id
}

const booked = (stageId: string) => [{ fact: 'booked' as const, eventTypeId: null, stageId }]
const inForce = async () => rulesNow(await pipeline().rules())

/** Saves rules, the ones in force having been seen, with a clock that shows some seconds after ten. */
async function saveAt(seconds: number, stageId: string) {
  calcom.clock.now = at(seconds)
  await pipeline().saveRules({ rules: booked(stageId), seen: await inForce() })
}

test('rules that a process saves whose clock is behind are in force', async () => {
  const [surveyed, quoted] = [await idOf('Surveyed'), await idOf('Quoted')]
  await saveAt(10, surveyed)
  await saveAt(9, quoted)
  expect(await inForce()).toEqual(booked(quoted))
  expect((await pipeline().rules()).at(-1)?.from).toBe('2026-11-20T10:00:10.001Z')
})

test('rules name where a stage was merged by a process whose clock is behind, and can be saved on', async () => {
  const [surveyed, quoted] = [await idOf('Surveyed'), await idOf('Quoted')]
  await saveAt(10, quoted)
  calcom.clock.now = at(9)
  await pipeline().mergeStage({ id: quoted, intoId: surveyed })
  expect(await inForce()).toEqual(booked(surveyed))
  const versions = await calcom.sql`select stage_id from stage_rules order by "from" desc limit 1`
  expect([...versions]).toEqual([{ stage_id: surveyed }])
  await saveAt(20, await idOf('Booked'))
  expect(await inForce()).toEqual(booked(await idOf('Booked')))
})

test('where the version of a stage that was merged counts last, rules can be saved on nevertheless', async () => {
  const [surveyed, quoted] = [await idOf('Surveyed'), await idOf('Quoted')]
  await saveAt(10, quoted)
  await pipeline().mergeStage({ id: quoted, intoId: surveyed })
  await calcom.sql`update stage_rules set "from" = ${at(30).toISOString()} where stage_id = ${quoted}`
  expect(await inForce()).toEqual(booked(surveyed))
  const before = await pipeline().rules()
  await saveAt(40, surveyed)
  expect(await pipeline().rules()).toEqual(before)
  await saveAt(41, await idOf('Booked'))
  expect(await inForce()).toEqual(booked(await idOf('Booked')))
  // And the rule follows the mark of where bookings go.
  await saveAt(42, surveyed)
  await calcom.sql`delete from stage_rules where "from" > ${at(40).toISOString()}`
  await mark('Surveyed')
  await mark('Booked')
  expect(await inForce()).toEqual(booked(await idOf('Booked')))
})

/** Makes a stage the one that bookings go to. */
async function mark(name: string): Promise<void> {
  const stages = (await pipeline().stages()).map(({ position: _, ...stage }) => stage)
  const marked = stages.map((stage) => ({ ...stage, isBooked: stage.name === name }))
  await pipeline().saveStages({ stages: marked })
}

test('rules that are saved while a stage is being taken away wait for that, and then it is not there', async () => {
  const [surveyed, quoted] = [await idOf('Surveyed'), await idOf('Quoted')]
  const saved = await calcom.db.transaction(async (tx) => {
    await tx.execute(lockPipeline(calcom.workspaceId))
    const saving = pipeline()
      .saveRules({ rules: booked(quoted) })
      .then(
        () => null,
        (error: unknown) => error,
      )
    await tx.execute(sql`select pg_sleep(0.3)`)
    await tx
      .update(pipelineStages)
      .set({ mergedIntoId: surveyed, mergedAt: at(0) })
      .where(eq(pipelineStages.id, quoted))
    return { saving }
  })
  expect(await saved.saving).toMatchObject({ code: 'NOT_FOUND' })
})
