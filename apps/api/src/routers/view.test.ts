import { afterAll, beforeAll, expect, test } from 'vitest'

import { makePrincipals } from '../principals.testing.ts'
import { callProcedure } from '../procedures.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'

type Headers = Record<string, string>
type View = {
  id: string
  name: string
  isShared: boolean
  isMine: boolean
  by: string
  state: object
}

let api: TestApi
let people: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startTestApi()
  people = await makePrincipals(api)
})
afterAll(() => api.close())

async function call(path: string, headers: Headers, input?: object) {
  const answer = await (input === undefined
    ? api.send({ path: `/trpc/${path}`, headers })
    : callProcedure(api, { method: 'POST', path, headers, input }))
  const { result } = JSON.parse(answer.body) as { result?: { data: unknown } }
  return { status: answer.status, data: result?.data }
}

const list = async (headers: Headers) => (await call('view.list', headers)).data as View[]
const save = (headers: Headers, view: object) =>
  call('view.save', headers, { name: 'Booked', isShared: false, state: { stage: 'x' }, ...view })

test('a view is seen by whoever keeps it, and by others once it is shared', async () => {
  const { owner, agent, viewer, ownerElsewhere } = people
  const { data } = await save(agent, {})
  const { id } = data as { id: string }
  expect(await list(agent)).toMatchObject([
    { id, name: 'Booked', isMine: true, state: { stage: 'x' } },
  ])
  expect(await list(owner)).toEqual([])
  await save(agent, { id, isShared: true, name: 'To survey', state: { owner: 'nobody', q: 'LS1' } })
  for (const headers of [owner, viewer]) {
    expect(await list(headers)).toMatchObject([
      {
        id,
        name: 'To survey',
        isMine: false,
        isShared: true,
        state: { owner: 'nobody', q: 'LS1' },
      },
    ])
  }
  expect(await list(ownerElsewhere)).toEqual([])
})

test('nobody changes or removes the view of somebody else', async () => {
  const { owner, agent } = people
  const [shared] = await list(owner)
  if (!shared) throw new Error('There is no shared view.')
  expect((await save(owner, { id: shared.id, name: 'Mine now' })).status).toBe(404)
  expect((await call('view.remove', owner, { id: shared.id })).status).toBe(404)
  expect((await call('view.remove', agent, { id: shared.id })).status).toBe(200)
  expect(await list(owner)).toEqual([])
})

test('a viewer keeps views, and shares none', async () => {
  expect((await save(people.viewer, { isShared: true })).status).toBe(403)
  expect((await save(people.viewer, {})).status).toBe(200)
  expect(await list(people.viewer)).toHaveLength(1)
})

test('an address that is no state of a screen is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`p${index}`, 'x']))
  for (const state of [many, { q: 'x'.repeat(5_001) }, { q: 1 }, { ['']: 'x' }, 'q=x']) {
    expect((await save(people.owner, { state })).status).toBe(400)
  }
})

test('nobody keeps two views of one name, however it is written', async () => {
  const { owner, agent } = people
  const { data: first } = await save(owner, { name: 'Call back' })
  const { data: second } = await save(owner, { name: 'Survey' })
  const ofFirst = first as { id: string }
  const ofSecond = second as { id: string }
  expect((await save(owner, { name: ' CALL back ' })).status).toBe(409)
  expect((await save(owner, { id: ofSecond.id, name: 'call back' })).status).toBe(409)
  expect((await list(owner)).map(({ name }) => name)).toEqual(['Call back', 'Survey'])
  // What it keeps can be changed, and somebody else has views of their own.
  expect((await save(owner, { id: ofFirst.id, name: 'Call back', state: { q: 'x' } })).status).toBe(
    200,
  )
  expect((await save(agent, { name: 'Call back' })).status).toBe(200)
})
