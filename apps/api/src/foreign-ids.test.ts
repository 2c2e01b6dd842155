import { afterAll, beforeAll, expect, test } from 'vitest'

import { scopes } from '@solar-capture/core/access'

import { calcomBody } from './calcom.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { makePrincipals } from './principals.testing.ts'
import { callProcedure, listProcedures } from './procedures.testing.ts'
import { hashTables, startTestApi, testSecret, type TestApi } from './testing.ts'
import { idsIn, validFor, withId } from './valid-input.testing.ts'

/** An id of each kind of thing that procedures are asked about. */
type Ids = Record<
  'lead' | 'entry' | 'stage' | 'booking' | 'delivery' | 'endpoint' | 'apiKey',
  string
>

const sentAt = '2026-11-20T10:00:00.000Z'
const absent = '0197aaaa-0000-7000-8000-00000000000a'
let api: TestApi
let owner: Record<string, string>
let foreign: Ids
let made = 0

beforeAll(async () => {
  api = await startTestApi({ now: () => new Date('2026-11-20T10:00:01.000Z') })
  const principals = await makePrincipals(api)
  owner = principals.owner
  const [elsewhere] = await api.sql<
    { id: string }[]
  >`select id from workspaces where name = 'Elsewhere'`
  if (!elsewhere) throw new Error('There is no other workspace.')
  foreign = await makeThings(elsewhere.id, principals.ownerElsewhere)
})
afterAll(() => api.close())

// Using a session is noted there.
const changing = ['sessions']

/** Makes one of everything in a workspace. */
async function makeThings(workspaceId: string, headers: Record<string, string>): Promise<Ids> {
  const { lead, booking, pipeline, endpoint } = toolCaller({ ...api, workspaceId }, [...scopes])
  made += 1
  const { id: endpointId, publicId } = await endpoint.create({ name: `Account ${made}` })
  await endpoint.setSecret({ id: endpointId, secret: testSecret })
  const email = `booker${made}@acme.example`
  const { id: leadId } = await lead.create({ name: 'Booker', email })
  const deliver = async (uid: string, booker: { name: string; email: string }) => {
    const body = calcomBody({ sentAt, uid: `${uid}${made}`, booker })
    const { body: answer } = await api.deliver(body, testSecret, `/webhooks/calcom/${publicId}`)
    return (JSON.parse(answer) as { id: string }).id
  }
  await deliver('matched', { name: 'Booker', email })
  const delivery = await deliver('waiting', { name: 'Other', email: `other${made}@acme.example` })
  const { timeline } = await lead.byId({ id: leadId })
  const { items } = await booking.unmatched()
  const [stage] = (await pipeline.stages()).toReversed()
  const key = await callProcedure(api, {
    ...{ method: 'POST', path: 'apiKey.create', headers },
    input: { name: 'Tool', scopes: ['leads:read'] },
  })
  const { result } = JSON.parse(key.body) as { result: { data: { id: string } } }
  return {
    lead: leadId,
    entry: timeline.find(({ kind }) => kind === 'moved')?.id ?? '',
    stage: stage?.id ?? '',
    booking: items.find(({ bookerEmail }) => bookerEmail === `other${made}@acme.example`)?.id ?? '',
    delivery,
    endpoint: endpointId,
    apiKey: result.data.id,
  }
}

/** Of what kind the thing is that an id of an input names. Throws for one that is not known here. */
function kindOf(path: string, slot: string): keyof Ids {
  const [router = ''] = path.split('.')
  const field = slot.split('.').at(-1)?.replace('[]', '') ?? ''
  const byField: Record<string, keyof Ids> = {
    ...{ stageId: 'stage', stageIds: 'stage', leadId: 'lead', bookingId: 'booking' },
    ...{ endpointId: 'endpoint', timelineEntryId: 'entry' },
  }
  const kind = field === 'id' || field === 'ids' ? router : byField[field]
  if (kind === undefined || !(kind in foreign))
    throw new Error(`${path} has an id ${slot} of no known kind.`)
  return kind as keyof Ids
}

const withIds = listProcedures()
  .map((procedure) => ({ ...procedure, slots: idsIn(procedure.input) }))
  .filter(({ slots }) => slots.length > 0)

/** What a procedure needs besides its ids to have something to do. */
const values: Record<string, object> = {
  'lead.update': { email: null, phone: '+447700900123', postcode: 'SW1A 1AA' },
  'endpoint.setSecret': { secret: 'another-secret-for-tests-of-48-characters-123456' },
  'delivery.list': { cursor: null },
  'lead.list': { cursor: null },
}

test.each(withIds)(
  '$path tells nothing of another workspace: its ids are answered as ids of nothing',
  async ({ path, method, input, slots }) => {
    const own = await makeThings(api.workspaceId, owner)
    const given = (ids: Record<string, string>) =>
      slots.reduce<unknown>(
        (made, slot) => withId(made, slot, ids[slot] ?? own[kindOf(path, slot)]),
        { ...(validFor(input) as object), ...values[path] },
      )
    const ask = (ids: Record<string, string>) =>
      callProcedure(api, { path, method, input: given(ids), headers: owner })
    const before = await hashTables(api.sql, changing)
    for (const slot of slots) {
      const ofElsewhere = await ask({ [slot]: foreign[kindOf(path, slot)] })
      const ofNothing = await ask({ [slot]: absent })
      expect([slot, ofElsewhere.status, ofElsewhere.body]).toEqual([
        slot,
        ofNothing.status,
        ofNothing.body,
      ])
      expect([200, 404]).toContain(ofNothing.status)
    }
    expect(await hashTables(api.sql, changing)).toEqual(before)
    // With ids of one's own the very same is done.
    expect((await ask({})).status).toBe(200)
  },
)
