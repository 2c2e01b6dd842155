import type { BrowserContext, Page } from '@playwright/test'

import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

// One story on one server: an owner with two workspaces and somebody who works in both.
test.describe.configure({ mode: 'serial' })

const agent = { name: 'Sam Weatherby', email: 'sam@sunnyroofs.example', password: 'up on a ladder' }
let contexts: BrowserContext[]
let ana: Page
let sam: Page
let secret = ''

test.beforeAll(async ({ browser, server }) => {
  const made = await setUp(server)
  secret = made.secret
  await made.api.lead.create.mutate({ name: 'Jane Doe', email: 'jane.doe@acme.example' })
  expect(await post(made.url, made.secret, '10-created')).toBe(200)
  contexts = [
    await browser.newContext({ baseURL: server.url }),
    await browser.newContext({ baseURL: server.url }),
  ]
  ;[ana, sam] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page]
  await ana.goto('/settings/members')
  await ana.getByLabel('Email').fill(owner.email)
  await ana.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await ana.getByRole('button', { name: 'Sign in' }).click()
  await expect(ana.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible()
})
test.afterAll(() => Promise.all(contexts.map((context) => context.close())))

/** Has the owner invite somebody and answers the path of the link that she would copy. */
async function invite(email: string): Promise<string> {
  await ana.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Email').fill(email)
  await expectAccessible(ana)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = new URL(await dialog.getByLabel('Invitation link').inputValue())
  await expectAccessible(ana)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(ana.getByRole('region', { name: 'Invited' }).getByText(email)).toBeVisible()
  return link.pathname + link.hash
}

const everythingShown = (page: Page) => page.locator('body').innerText()

test('the owner invites an agent, who joins by the link', async () => {
  await expect(ana.getByText('Nobody else yet')).toBeVisible()
  await expectAccessible(ana)
  await sam.goto(await invite(agent.email))
  await expect(sam.getByRole('heading', { level: 1, name: 'Join Sunny Roofs' })).toBeVisible()
  await expect(sam.getByText(`You join as agent, with ${agent.email}.`)).toBeVisible()
  expect(new URL(sam.url()).hash).toBe('')
  await expectAccessible(sam)
  await sam.getByLabel('Your name').fill(agent.name)
  await sam.getByRole('textbox', { name: 'Password' }).fill(agent.password)
  await sam.getByRole('button', { name: 'Join' }).click()
  await expect(sam.getByRole('link', { name: 'Jane Doe' }).first()).toBeVisible()
  await expect(ana.getByRole('list', { name: 'Members' }).getByText(agent.name)).toBeVisible()
  await expect(ana.getByRole('region', { name: 'Invited' })).toBeHidden()
})

test('the agent sees neither secrets nor members, and is told so', async () => {
  const main = sam.getByRole('navigation', { name: 'Main' })
  await expect(main.getByRole('link', { name: 'Leads' })).toBeVisible()
  for (const name of ['Integrations', 'Members', 'API keys', 'Workspace', 'Audit log']) {
    await expect(main.getByRole('link', { name })).toHaveCount(0)
  }
  for (const path of ['members', 'api-keys', 'audit']) {
    await sam.goto(`/settings/${path}`)
    await expect(sam.getByText('Your role does not allow this').first()).toBeVisible()
    expect(await everythingShown(sam)).not.toContain(owner.email)
  }
  await sam.goto('/settings/integrations')
  await expect(sam.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await sam.content()).not.toContain(secret)
  await expect(sam.getByRole('button', { name: /secret|Save|Generate/ })).toHaveCount(0)
})

test('the owner makes a second workspace and invites the agent there too', async () => {
  await ana.getByRole('button', { name: 'Workspace: Sunny Roofs' }).click()
  await ana.getByRole('menuitem', { name: 'New workspace…' }).click()
  await ana.getByRole('dialog').getByLabel('Company or brand').fill('Second Sun')
  await ana.getByRole('button', { name: 'Create workspace' }).click()
  await expect(ana.getByRole('button', { name: 'Workspace: Second Sun' })).toBeVisible()
  await expect(ana.getByText('No leads yet')).toBeVisible()
  await ana.getByRole('link', { name: 'Members' }).click()
  await sam.goto(await invite(agent.email))
  await sam.getByRole('button', { name: 'Join' }).click()
  await expect(sam.getByRole('button', { name: 'Workspace: Second Sun' })).toBeVisible()
})

test('in one workspace nothing is seen of the other, until the agent switches', async () => {
  const [context] = contexts.slice(1)
  const leads = sam.getByRole('link', { name: 'Jane Doe' })
  await expect(sam.getByText('No leads yet')).toBeVisible()
  await expect(leads).toHaveCount(0)
  for (const path of ['/leads?q=jane', '/unmatched']) {
    await sam.goto(path)
    await expect(sam.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await everythingShown(sam)).not.toMatch(/jane/i)
  }

  // A window that still shows the one left behind must not do anything in the other.
  const other = await context?.newPage()
  await other?.goto('/leads')
  await sam.getByRole('button', { name: 'Workspace: Second Sun' }).click()
  // What still fades in has no contrast yet.
  await expect(sam.getByRole('menu')).toHaveCSS('opacity', '1')
  await expectAccessible(sam)
  await sam.getByRole('menuitem', { name: 'Sunny Roofs' }).click()
  await expect(leads.first()).toBeVisible()
  await expect(
    other?.getByRole('button', { name: 'Workspace: Sunny Roofs' }) ?? leads,
  ).toBeVisible()
  await other?.close()
})

test('another role is given once that is confirmed, never in passing, and asks for signing in again', async () => {
  await ana.getByRole('button', { name: 'Workspace: Second Sun' }).click()
  await ana.getByRole('menuitem', { name: 'Sunny Roofs' }).click()
  await expect(ana.getByRole('button', { name: 'Workspace: Sunny Roofs' })).toBeVisible()
  await ana.goto('/settings/members')
  const role = ana.getByRole('button', { name: `Role of ${agent.name}` })
  const dialog = ana.getByRole('dialog', { name: `Role of ${agent.name}` })
  await role.press('Enter')
  await expect(dialog.getByRole('radio', { name: 'Agent' })).toBeFocused()
  await expectAccessible(ana)
  await ana.keyboard.press('ArrowUp')
  await expect(dialog.getByRole('radio', { name: 'Admin' })).toBeChecked()
  await ana.keyboard.press('Escape')
  await ana.getByRole('button', { name: 'Discard' }).click()
  await expect(role).toBeFocused()
  await expect(role).toHaveText('Agent')
  await ana.reload()
  await expect(role).toHaveText('Agent')

  await role.press('Enter')
  await dialog.getByRole('radio', { name: 'Agent' }).press('ArrowDown')
  await ana.keyboard.press('Enter')
  await expect(role).toHaveText('Viewer')
  await expect(role).toBeFocused()
  await expect(sam.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await signIn(sam, agent)
})

test('what happened is in the audit log, and the removed agent is out at once', async () => {
  await ana.getByRole('button', { name: 'Workspace: Sunny Roofs' }).click()
  await ana.getByRole('menuitem', { name: 'Second Sun' }).click()
  await expect(ana.getByRole('button', { name: 'Workspace: Second Sun' })).toBeVisible()
  await ana.goto('/settings/audit')
  await expect(ana.getByText(`invited ${agent.email} as agent`)).toBeVisible()
  await expectAccessible(ana)
  await ana.getByRole('combobox', { name: 'What' }).selectOption('Deliveries')
  await expect(ana.getByText('Nothing of this kind')).toBeVisible()
  await expectAccessible(ana)

  await ana.getByRole('button', { name: 'Workspace: Second Sun' }).click()
  await ana.getByRole('menuitem', { name: 'Sunny Roofs' }).click()
  await expect(ana.getByRole('button', { name: 'Workspace: Sunny Roofs' })).toBeVisible()
  await ana.goto('/settings/members')
  await ana.getByRole('button', { name: `More for ${agent.name}` }).click()
  await ana.getByRole('menuitem', { name: 'Remove…' }).click()
  await expectAccessible(ana)
  await ana.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  const members = ana.getByRole('list', { name: 'Members' })
  await expect(members.getByText(agent.name)).toHaveCount(0)
  // By itself: the window follows what changes.
  await expect(sam.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})
