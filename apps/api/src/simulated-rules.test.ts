import { createHash } from 'node:crypto'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { StoredEvent } from '@solar-capture/core/booking-event'
import { anyHistory } from '@solar-capture/core/reference/arbitraries.testing'
import { minute } from '@solar-capture/core/reference/history-making.testing'
import type { History, RuleVersion } from '@solar-capture/core/reference/outcome.testing'
import { ruledFacts, type StageRuleTerms } from '@solar-capture/core/stage-rule'
import { addPlace, arrivalOf } from '@solar-capture/db/arrival.testing'
import { newId } from '@solar-capture/db/new-id'
import { listStages, saveStageRules } from '@solar-capture/db/pipeline'
import { receive } from '@solar-capture/db/receiving'
import { leads, stageRules } from '@solar-capture/db/schema'
import { simulateRules } from '@solar-capture/db/simulation'
import { createTestDatabase } from '@solar-capture/db/testing'

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const since = new Date(minute(1))
const end = new Date(minute(24 * 60))
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const stageNames: Record<string, string> = {
  ...{ new: 'New', contacted: 'Contacted', booked: 'Booked', surveyed: 'Surveyed' },
  ...{ won: 'Won', lost: 'Lost' },
}

/** A workspace with the leads of a history, where its rules were in force before `until`. */
async function addWorkspaceOf({ leads: given, rules }: History, until: Date | null) {
  const place = await addPlace(database, new Date(minute(-120)))
  const { workspaceId } = place
  const stages = await listStages(database.db, workspaceId)
  const idOf = (id: string | null) =>
    stages.find(({ name }) => id !== null && name === stageNames[id])?.id ?? null
  const first = idOf('new') ?? ''
  await database.db.insert(leads).values(
    given.map(({ name, email, aliases, phone, base }) => ({
      ...{ workspaceId, id: newId(), name, email, aliases, phone, source: 'Website' },
      ...{ stageId: idOf(base.stageId) ?? first, baseStageId: idOf(base.stageId) ?? first },
      ...{ stageSetBy: 'user' as const, pinned: base.pinned },
      ...{ createdAt: place.now, updatedAt: place.now },
    })),
  )
  const isInForce = ({ from }: RuleVersion) => until === null || new Date(from) < until
  const versions = rules.filter(isInForce).map((rule) => ({
    ...{ ...rule, workspaceId, id: newId(), from: new Date(rule.from) },
    stageId: idOf(rule.stageId),
  }))
  await database.sql`delete from stage_rules where workspace_id = ${workspaceId}`
  if (versions.length > 0) await database.db.insert(stageRules).values(versions)
  return { ...place, idOf }
}

function tell(place: Awaited<ReturnType<typeof addPlace>>, events: StoredEvent[]) {
  const now = end
  const arrivals = events.map(({ event }, index) => {
    const arrival = arrivalOf({ ...place, now }, 'anybody', { ...event, leadId: null })
    const fingerprint = createHash('sha256').update(`${place.workspaceId} ${index}`).digest()
    return { ...arrival, delivery: { ...arrival.delivery, fingerprint } }
  })
  return arrivals.length === 0 ? null : receive(database.db, place.workspaceId, arrivals)
}

async function stagesOf(workspaceId: string) {
  const rows = await database.sql<{ id: string; name: string; stage: string }[]>`
    select leads.id, leads.name, stage.name as stage from leads
    join pipeline_stages as stage on stage.workspace_id = leads.workspace_id and stage.id = stage_id
    where leads.workspace_id = ${workspaceId} order by leads.name`
  return [...rows]
}

const someTerms = fc.uniqueArray(
  fc.record({
    fact: fc.constantFrom(...ruledFacts),
    eventTypeId: fc.constantFrom(null, 1, 2),
    stageId: fc.constantFrom(null, ...Object.keys(stageNames)),
  }),
  { maxLength: 5, selector: ({ fact, eventTypeId }) => `${fact} ${eventTypeId}` },
)

test(`what is tried is what happens where the rules really are in force (SEED=${seed})`, async () => {
  let movedElsewhere = 0
  for (const [history, terms] of fc.sample(fc.tuple(anyHistory, someTerms), {
    seed,
    numRuns: 30,
  })) {
    const [tried, real] = [
      await addWorkspaceOf(history, null),
      await addWorkspaceOf(history, since),
    ]
    const rulesIn = ({ idOf }: typeof tried): StageRuleTerms[] =>
      terms.map((rule) => ({ ...rule, stageId: idOf(rule.stageId) }))
    await saveStageRules(database.db, real.workspaceId, { rules: rulesIn(real) }, since)
    await tell(tried, history.events)
    await tell(real, history.events)

    const before = await stagesOf(tried.workspaceId)
    const asked = { rules: rulesIn(tried), since, now: end, after: null }
    const { moves, next } = await simulateRules(database.db, tried.workspaceId, asked)
    const movedTo = new Map(moves.map(({ leadId, to }) => [leadId, to.name]))
    expect(next).toBeNull()
    expect(before.map(({ id, name, stage }) => [name, movedTo.get(id) ?? stage])).toEqual(
      (await stagesOf(real.workspaceId)).map(({ name, stage }) => [name, stage]),
    )
    movedElsewhere += moves.length
  }
  expect(movedElsewhere).toBeGreaterThan(0)
})
