import { afterAll, beforeAll, expect, test } from 'vitest'

import { scopes } from '@solar-capture/core/access'
import { addInvitation } from '@solar-capture/db/invitations'
import { newId } from '@solar-capture/db/new-id'
import { members } from '@solar-capture/db/schema'
import { addSession } from '@solar-capture/db/sessions'
import { addUser } from '@solar-capture/db/users'
import { addWorkspace } from '@solar-capture/db/workspaces'

import { openBrowser } from './browser.testing.ts'
import { calcomBody } from './calcom.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { makePrincipals } from './principals.testing.ts'
import { callProcedure, listProcedures } from './procedures.testing.ts'
import { hashTables, startTestApi, testSecret, type TestApi } from './testing.ts'
import { idsIn, validFor, withId } from './valid-input.testing.ts'

/** An id of each kind of thing that procedures are asked about. */
type Ids = Record<
  | 'lead'
  | 'otherLead'
  | 'import'
  | 'entry'
  | 'note'
  | 'stage'
  | 'otherStage'
  | 'booking'
  | 'delivery'
  | 'endpoint'
  | 'apiKey'
  | 'view'
  | 'session'
  | 'user'
  | 'invitation'
  | 'workspace',
  string
>

const sentAt = '2026-11-20T10:00:00.000Z'
const earlierEmail = 'earlier@acme.example'
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

const importMapping = { columns: ['name' as const], source: 'Fair', callingCode: null }

// Using a session is noted there.
const changing = ['sessions', 'audit_log']

/** Makes one of everything in a workspace. */
async function makeThings(workspaceId: string, headers: Record<string, string>): Promise<Ids> {
  const { lead, booking, pipeline, endpoint } = toolCaller({ ...api, workspaceId }, [...scopes])
  made += 1
  const { id: endpointId, publicId } = await endpoint.create({ name: `Account ${made}` })
  // One that was stopped at another account is not taken.
  const secret = `${testSecret}-${made}`
  await endpoint.setSecret({ id: endpointId, secret })
  const email = `booker${made}@acme.example`
  const { id: leadId } = await lead.create({ name: 'Booker', email: earlierEmail })
  await lead.update({ id: leadId, email })
  const deliver = async (uid: string, booker: { name: string; email: string }) => {
    const body = calcomBody({ sentAt, uid: `${uid}${made}`, booker })
    const { body: answer } = await api.deliver(body, secret, `/webhooks/calcom/${publicId}`)
    return (JSON.parse(answer) as { id: string }).id
  }
  const { id: otherLeadId } = await lead.create({ name: 'Same', phone: '+447700900999' })
  await deliver('matched', { name: 'Booker', email })
  const delivery = await deliver('waiting', { name: 'Other', email: `other${made}@acme.example` })
  const { timeline } = await lead.byId({ id: leadId })
  const { items } = await booking.unmatched()
  const [stage, otherStage] = (await pipeline.stages()).toReversed()
  const key = await callProcedure(api, {
    ...{ method: 'POST', path: 'apiKey.create', headers },
    input: { name: 'Tool', scopes: ['leads:read'] },
  })
  const view = await callProcedure(api, {
    ...{ method: 'POST', path: 'view.save', headers },
    input: { name: `Mine ${made}`, isShared: false, state: {} },
  })
  // Only who wrote a note may change it.
  await callProcedure(api, {
    ...{ method: 'POST', path: 'lead.addNote', headers },
    input: { id: otherLeadId, text: 'Called' },
  })
  const notes = await lead.timeline({ id: otherLeadId, kinds: ['note'] })
  const importId = await makeImport(workspaceId)
  const idIn = ({ body }: { body: string }) =>
    (JSON.parse(body) as { result: { data: { id: string } } }).result.data.id
  return {
    lead: leadId,
    otherLead: otherLeadId,
    entry: timeline.find(({ kind }) => kind === 'moved')?.id ?? '',
    note: notes.items[0]?.id ?? '',
    stage: stage?.id ?? '',
    otherStage: otherStage?.id ?? '',
    booking: items.find(({ bookerEmail }) => bookerEmail === `other${made}@acme.example`)?.id ?? '',
    delivery,
    endpoint: endpointId,
    apiKey: idIn(key),
    view: idIn(view),
    import: importId,
    session: await makeSession(await ownerOf(workspaceId)),
    ...(await makePeople(workspaceId)),
  }
}

/** A file that was imported. */
async function makeImport(workspaceId: string): Promise<string> {
  const { lead } = toolCaller({ ...api, workspaceId }, ['leads:write'])
  const { importId } = await lead.import.start({ fileName: 'leads.csv', header: ['Name'] })
  await lead.import.append({ importId, from: 1, rows: [['Bo']], isLast: true })
  await lead.import.commit({ importId, mapping: importMapping })
  await api.deps.importer.idle()
  return importId
}

async function ownerOf(workspaceId: string): Promise<string> {
  const [row] = await api.sql<{ userId: string }[]>`
    select user_id as "userId" from members where workspace_id = ${workspaceId} and role = 'owner'`
  if (!row) throw new Error('A workspace has an owner.')
  return row.userId
}

/** A member and an invitation of a workspace, and another workspace where its owner is an agent. */
async function makePeople(workspaceId: string) {
  const { db, encryption } = api.deps
  const now = api.deps.now()
  const [user, invitation, workspace] = [newId(), newId(), newId()]
  const email = `${user}@people.example`
  await addUser(db, { id: user, name: 'Member', email, passwordHash: '-' }, now)
  const ownerId = await ownerOf(workspaceId)
  await addWorkspace(
    db,
    {
      ...{ id: workspace, name: 'Beside', ownerId: user, endpointPublicId: workspace },
      bodyKey: encryption.newBodyKey(workspace),
    },
    now,
  )
  await db.insert(members).values([
    { workspaceId, userId: user, role: 'agent' },
    { workspaceId: workspace, userId: ownerId, role: 'owner' },
  ])
  const invited = { id: invitation, workspaceId, email: `new-${email}`, role: 'agent' } as const
  const tokenHash = Buffer.from(invitation)
  const expiresAt = new Date(now.getTime() + 3_600_000)
  const actor = { kind: 'user', id: ownerId, name: 'Owner', address: null } as const
  await addInvitation(db, { ...invited, tokenHash, invitedBy: ownerId, expiresAt }, actor, now)
  return { user, invitation, workspace }
}

/** Signs somebody in somewhere. */
async function makeSession(userId: string): Promise<string> {
  // The auth library goes by the real time.
  const expiresAt = new Date(Date.now() + 3_600_000)
  const provedAt = new Date()
  const session = { userId, tokenHash: `of ${made}`, expiresAt, provedAt, address: '' }
  return addSession(api.deps.db, { ...session, userAgent: null }, provedAt)
}

/** Of what kind the thing is that an id of an input names. Throws for one that is not known here. */
function kindOf(path: string, slot: string): keyof Ids {
  const [router = ''] = path.split('.')
  const field = slot.split('.').at(-1)?.replace('[]', '') ?? ''
  const byField: Record<string, keyof Ids> = {
    ...{ stageId: 'stage', stageIds: 'stage', leadId: 'lead', bookingId: 'booking' },
    ...{ endpointId: 'endpoint', timelineEntryId: 'entry', noteId: 'note' },
    ...{ userId: 'user', actorId: 'user', workspaceId: 'workspace' },
    ...{ ownerId: 'user', ownerIds: 'user', importId: 'import', otherId: 'otherLead' },
    intoId: 'otherStage',
  }
  const byRouter: Record<string, keyof Ids> = {
    ...{ account: 'session', member: 'invitation', pipeline: 'stage' },
  }
  const kind = field === 'id' || field === 'ids' ? (byRouter[router] ?? router) : byField[field]
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
  'endpoint.setSecret': {
    ...{ secret: 'another-secret-for-tests-of-48-characters-123456', seen: undefined },
  },
  'endpoint.generateSecret': { seen: undefined },
  'endpoint.rotateSecret': { secret: undefined, seen: undefined },
  'endpoint.leakReport': { fingerprint: undefined, since: sentAt },
  'delivery.list': { cursor: null, from: sentAt, to: sentAt },
  'delivery.counts': { from: sentAt, to: sentAt },
  'lead.list': { cursor: null },
  'lead.timeline': { cursor: null },
  'lead.removeEmail': { email: earlierEmail },
  // What is not left out had to be what is there.
  'pipeline.saveStages': { seen: undefined },
  'pipeline.saveRules': { seen: undefined },
  'pipeline.simulateRules': { cursor: null },
  'lead.import.preview': { mapping: importMapping },
  'lead.import.commit': { mapping: importMapping },
  'lead.import.result': { cursor: null },
  'audit.list': { cursor: null, from: sentAt, to: sentAt },
  'reconcile.compare': { source: { kind: 'ics', text: 'BEGIN:VCALENDAR' } },
  'reconcile.applyGaps': { source: { kind: 'ics', text: 'BEGIN:VCALENDAR' } },
  // So that nobody is asked whether the key is good.
  'reconcile.saveApiKey': { key: 'cal_live_0123456789', baseUrl: 'https://127.0.0.1/v2' },
}

// What refuses ids of one's own too, for a reason that tells of these.
const refusals: Record<string, number> = { 'pipeline.saveStages': 409, 'reconcile.saveApiKey': 400 }

// After these the owner is signed out, or shows another workspace.
const signedOutBy = ['workspace.switch', 'member.leave']

async function signInOwner(): Promise<Record<string, string>> {
  const browser = openBrowser(api)
  await browser.signIn()
  return { cookie: browser.cookieHeader() }
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
    expect((await ask({})).status).toBe(refusals[path] ?? 200)
    if (signedOutBy.includes(path)) owner = await signInOwner()
  },
)
