import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Role } from '@solar-capture/core/access'

import { openBrowser, type Browser } from '../browser.testing.ts'
import { startTestApi, testOwner, type TestApi } from '../testing.ts'

let api: TestApi
let ana: Browser
let time: Date
const password = 'a long enough pass-phrase'

beforeEach(async () => {
  time = new Date()
  api = await startTestApi({ now: () => time })
  ana = openBrowser(api)
  await ana.signIn()
})
afterEach(() => api.close())

const tokenIn = (link: string) => new URL(link).hash.replace('#token=', '')

/** Has somebody new join the owner's workspace. */
async function join(name: string, role: Role, by = ana): Promise<Browser & { userId: string }> {
  const email = `${name}@people.example`
  const { link } = await by.api.member.invite.mutate({ email, role })
  const browser = openBrowser(api)
  await browser.api.member.acceptInvitation.mutate({ token: tokenIn(link), name, password })
  const { user } = await browser.api.workspace.current.query()
  return { ...browser, userId: user?.id ?? '' }
}

const roleOf = async (browser: Browser) => (await browser.api.workspace.current.query()).role
const refusedWith = (code: string, message: RegExp | string = '') => ({
  data: { code },
  message: expect.stringMatching(message),
})
const actions = async (browser = ana) => {
  const { items } = await browser.api.audit.list.query({ group: 'people' })
  return items.map(({ action, actor, target }) => [action, actor.name, target.name])
}

test('an invited person makes an account, is signed in, and may do what their role may', async () => {
  const { link, expiresAt } = await ana.api.member.invite.mutate({
    ...{ email: 'Bo@People.Example', role: 'agent' },
  })
  expect(link).toMatch(/^http:\/\/localhost:3000\/join#token=[\w-]{43}$/)
  expect(Date.parse(expiresAt) - time.getTime()).toBe(7 * 24 * 60 * 60 * 1000)
  expect(await ana.api.member.invitations.query()).toMatchObject([
    { email: 'bo@people.example', role: 'agent', invitedBy: testOwner.name },
  ])

  time = new Date(time.getTime() + 1_000)
  const bo = openBrowser(api)
  const token = tokenIn(link)
  expect(await bo.api.member.invitation.mutate({ token })).toMatchObject({
    ...{ workspaceName: testOwner.workspaceName, email: 'bo@people.example', role: 'agent' },
  })
  await bo.api.member.acceptInvitation.mutate({ token, name: 'Bo', password })
  expect(await roleOf(bo)).toBe('agent')
  await expect(bo.api.member.list.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'))
  await expect(bo.api.apiKey.list.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'))
  expect((await bo.api.lead.list.query({})).items).toEqual([])

  expect(await ana.api.member.invitations.query()).toEqual([])
  expect(await ana.api.member.list.query()).toMatchObject([
    { name: testOwner.name, role: 'owner', hasTotp: false },
    { name: 'Bo', email: 'bo@people.example', role: 'agent' },
  ])
  expect(await actions()).toEqual([
    ['invitation_accepted', 'Bo', 'bo@people.example'],
    ['member_invited', testOwner.name, 'bo@people.example'],
  ])
  expect(JSON.stringify(await api.sql`select * from invitations`)).not.toContain(token)
})

test('an invitation works once, however many try at the same time', async () => {
  const { link } = await ana.api.member.invite.mutate({ email: 'bo@x.example', role: 'viewer' })
  const tries = Array.from({ length: 8 }, (_, n) =>
    openBrowser(api).api.member.acceptInvitation.mutate({
      ...{ token: tokenIn(link), name: `Bo ${n}`, password },
    }),
  )
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await api.sql`select name from users where email = 'bo@x.example'`).toHaveLength(1)
})

test.each([
  { end: 'a week', with: async () => void (time = new Date(time.getTime() + 7 * 864e5)) },
  {
    end: 'being withdrawn',
    with: async () => {
      const [first] = await ana.api.member.invitations.query()
      await ana.api.member.revokeInvitation.mutate({ id: first?.id ?? '' })
    },
  },
  {
    end: 'a newer one for the same address',
    with: async () =>
      void (await ana.api.member.invite.mutate({ email: 'BO@x.example', role: 'agent' })),
  },
])('an invitation ends with $end', async (ending) => {
  const { link } = await ana.api.member.invite.mutate({ email: 'bo@x.example', role: 'admin' })
  await ending.with()
  const bo = openBrowser(api).api.member
  const token = tokenIn(link)
  const dead = refusedWith('NOT_FOUND', /Ask for a new one/)
  await expect(bo.invitation.mutate({ token })).rejects.toMatchObject(dead)
  await expect(bo.acceptInvitation.mutate({ token, name: 'Bo', password })).rejects.toMatchObject(
    dead,
  )
})

test('who has an account signs in to it and joins, and belongs to both workspaces', async () => {
  const bo = await join('bo', 'agent')
  const { id: second } = await ana.api.workspace.create.mutate({ name: 'Second Sun' })
  expect((await ana.api.workspace.current.query()).name).toBe('Second Sun')
  expect(await ana.api.lead.list.query({})).toMatchObject({ items: [] })

  const { link } = await ana.api.member.invite.mutate({
    ...{ email: 'bo@people.example', role: 'viewer' },
  })
  const token = tokenIn(link)
  await expect(
    openBrowser(api).api.member.acceptInvitation.mutate({ token, name: 'Bo', password }),
  ).rejects.toMatchObject(refusedWith('CONFLICT', /Sign in/))
  await expect(ana.api.member.acceptInvitation.mutate({ token })).rejects.toMatchObject(
    refusedWith('CONFLICT', /is for bo@people.example/),
  )

  expect(await bo.api.member.acceptInvitation.mutate({ token })).toEqual({ workspaceId: second })
  expect(await roleOf(bo)).toBe('viewer')
  expect(await bo.api.workspace.list.query()).toMatchObject([
    { name: 'Second Sun', role: 'viewer', isCurrent: true },
    { name: testOwner.workspaceName, role: 'agent', isCurrent: false },
  ])
  await bo.api.workspace.switch.mutate({ id: api.workspaceId })
  expect(await roleOf(bo)).toBe('agent')
})

test('a workspace is made by owners only, and shown to its members only', async () => {
  const bo = await join('bo', 'admin')
  await expect(bo.api.workspace.create.mutate({ name: 'Mine' })).rejects.toMatchObject(
    refusedWith('FORBIDDEN'),
  )
  const { id } = await ana.api.workspace.create.mutate({ name: 'Second Sun' })
  const foreign = await bo.api.workspace.switch.mutate({ id }).catch((error: unknown) => error)
  const absent = await bo.api.workspace.switch
    .mutate({ id: crypto.randomUUID() })
    .catch((error: unknown) => error)
  expect(foreign).toMatchObject(refusedWith('NOT_FOUND'))
  expect(String(foreign)).toBe(String(absent))
})

test('another role has to be signed in for again, and counts at once', async () => {
  const bo = await join('bo', 'viewer')
  await ana.api.member.setRole.mutate({ userId: bo.userId, role: 'admin' })
  await expect(roleOf(bo)).rejects.toMatchObject(refusedWith('UNAUTHORIZED'))
  await bo.signIn('bo@people.example', password)
  expect(await roleOf(bo)).toBe('admin')
  const { items } = await ana.api.audit.list.query({ action: 'role_changed' })
  expect(items).toMatchObject([
    { target: { id: bo.userId, name: 'bo' }, details: { from: 'viewer', to: 'admin' } },
  ])
})

test('a removed person is signed out, may sign in, and belongs to nothing', async () => {
  const bo = await join('bo', 'admin')
  const { link } = await bo.api.member.invite.mutate({ email: 'eve@x.example', role: 'admin' })
  await ana.api.member.remove.mutate({ userId: bo.userId })
  await expect(roleOf(bo)).rejects.toMatchObject(refusedWith('UNAUTHORIZED'))
  expect((await bo.signIn('bo@people.example', password)).status).toBe(200)
  expect(await bo.api.workspace.list.query()).toEqual([])
  await expect(roleOf(bo)).rejects.toMatchObject(refusedWith('UNAUTHORIZED'))
  // What they invited somebody with must not be a way back.
  await expect(
    openBrowser(api).api.member.invitation.mutate({ token: tokenIn(link) }),
  ).rejects.toMatchObject(refusedWith('NOT_FOUND'))
})

test('a workspace keeps an owner, also when two of them act at the same time', async () => {
  const [me] = await ana.api.member.list.query()
  const leave = () => ana.api.member.leave.mutate({ workspaceId: api.workspaceId })
  await expect(leave()).rejects.toMatchObject(refusedWith('FORBIDDEN', /needs an owner/))

  for (let round = 0; round < 5; round++) {
    const bo = await join(`bo${round}`, 'owner')
    await Promise.allSettled([
      ana.api.member.remove.mutate({ userId: bo.userId }),
      bo.api.member.remove.mutate({ userId: me?.userId ?? '' }),
    ])
    const owners = await api.sql<{ user_id: string }[]>`
      select user_id from members where role = 'owner'`
    expect(owners).toHaveLength(1)
    if (owners[0]?.user_id === me?.userId) continue
    await api.sql`update members set user_id = ${me?.userId ?? ''}`
    await ana.signIn()
  }
})

test('nobody is let in anew above oneself, or where one has no say', async () => {
  const admin = await join('admin', 'admin')
  const agent = await join('agent', 'agent')
  const link = async (by: Browser, userId: string) => by.api.member.resetLink.mutate({ userId })
  const owner = (await ana.api.member.list.query()).find(({ role }) => role === 'owner')
  await expect(link(admin, owner?.userId ?? '')).rejects.toMatchObject(refusedWith('FORBIDDEN'))
  await expect(link(admin, crypto.randomUUID())).rejects.toMatchObject(refusedWith('NOT_FOUND'))
  expect((await link(admin, agent.userId)).link).toMatch(/\/reset#token=[\w-]{43}$/)

  await ana.api.workspace.create.mutate({ name: 'Second Sun' })
  const { link: invitation } = await ana.api.member.invite.mutate({
    ...{ email: 'agent@people.example', role: 'agent' },
  })
  await agent.api.member.acceptInvitation.mutate({ token: tokenIn(invitation) })
  await expect(link(admin, agent.userId)).rejects.toMatchObject(
    refusedWith('FORBIDDEN', /another workspace/),
  )
  expect(await link(ana, agent.userId)).toHaveProperty('link')
})

test('an owner lets somebody in who lost what their second step takes', async () => {
  const admin = await join('admin', 'admin')
  const agent = await join('agent', 'agent')
  const totp = async (userId: string) => {
    await api.sql`insert into totps (user_id, sealed, confirmed_at) values (${userId}, '\\x00', now())`
    await api.sql`insert into recovery_codes (user_id, position, hash) values (${userId}, 0, '-')`
  }
  await totp(agent.userId)
  await totp(admin.userId)
  expect((await agent.signIn('agent@people.example', password)).status).toBe(401)

  await expect(agent.api.member.resetTotp.mutate({ userId: admin.userId })).rejects.toMatchObject(
    refusedWith('FORBIDDEN'),
  )
  await admin.api.member.resetTotp.mutate({ userId: agent.userId })
  await expect(roleOf(agent)).rejects.toMatchObject(refusedWith('UNAUTHORIZED'))
  expect((await agent.signIn('agent@people.example', password)).status).toBe(200)
  expect(await api.sql`select from recovery_codes where user_id = ${agent.userId}`).toEqual([])

  const owner = (await ana.api.member.list.query()).find(({ role }) => role === 'owner')
  for (const userId of [owner?.userId ?? '', admin.userId]) {
    await expect(admin.api.member.resetTotp.mutate({ userId })).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    )
  }
  const { items } = await ana.api.audit.list.query({ action: 'totp_disabled' })
  expect(items).toMatchObject([{ actor: { name: 'admin' }, target: { name: 'agent' } }])
})

test('the second step is demanded only by who has it, and then all else waits for it', async () => {
  const admin = await join('admin', 'admin')
  const demand = () => admin.api.workspace.update.mutate({ requiresTotp: true })
  await expect(demand()).rejects.toMatchObject(refusedWith('CONFLICT', /for yourself first/))
  await api.sql`
    insert into totps (user_id, sealed, confirmed_at) values (${admin.userId}, '\\x00', now())`
  await demand()

  expect(await ana.api.workspace.current.query()).toMatchObject({ needsTotp: true, scopes: [] })
  await expect(ana.api.lead.list.query({})).rejects.toMatchObject(
    refusedWith('FORBIDDEN', /second step/),
  )
  expect(await ana.api.account.sessions.query()).toHaveLength(1)
  expect(await admin.api.workspace.current.query()).toMatchObject({ needsTotp: false })
  const agent = await join('agent', 'agent', admin)
  expect((await agent.api.lead.list.query({})).items).toEqual([])
})

async function follow(browser: Browser) {
  const answer = await browser.request(`${browser.url}/trpc/live.changes`)
  const read = async () => {
    // Nothing but its end matters.
    for await (const _ of answer.body ?? []);
  }
  return { endedAt: read().then(() => performance.now()) }
}

test('the stream of a window ends when its person is removed or shows another workspace', async () => {
  const bo = await join('bo', 'agent')
  const streams = [await follow(bo), await follow(ana)]
  await sleep(100)
  const began = performance.now()
  await ana.api.member.remove.mutate({ userId: bo.userId })
  await ana.api.workspace.create.mutate({ name: 'Second Sun' })
  for (const { endedAt } of streams) expect((await endedAt) - began).toBeLessThan(5_000)
}, 20_000)
