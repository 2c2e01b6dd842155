import { readFile } from 'node:fs/promises'

import type { BrowserContext, Page } from '@playwright/test'

import { anonymous, owner, setUp } from './api-client.ts'
import { authenticator, type Authenticator } from './authenticator.ts'
import { expectAccessible } from './axe.ts'
import { provedAgo } from './database.ts'
import { expectHeading, givePassword, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

// One story on one server: an owner who sets up two-step sign-in, demands it of an admin, and switches it off.
test.describe.configure({ mode: 'serial' })

const admin = { name: 'Sam Weatherby', email: 'sam@sunnyroofs.example', password: 'up on a ladder' }
let contexts: BrowserContext[]
let ana: Page
let sam: Page
let app: Authenticator
let recoveryCodes: string[] = []

test.beforeAll(async ({ browser, server }) => {
  const { api } = await setUp(server)
  const { link } = await api.member.invite.mutate({ email: admin.email, role: 'admin' })
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? ''
  const { name, password } = admin
  await anonymous(server).member.acceptInvitation.mutate({ token, name, password })
  contexts = [
    await browser.newContext({ baseURL: server.url }),
    await browser.newContext({ baseURL: server.url }),
  ]
  ;[ana, sam] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page]
  await signIn(ana, owner)
  await signIn(sam, admin)
})
test.afterAll(() => Promise.all(contexts.map((context) => context.close())))

const twoStep = () => ana.getByRole('region', { name: 'Two-step sign-in' })

async function signOut(page: Page) {
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expectHeading(page, 'Sign in')
}

/** Goes through the steps of setting it up, wherever they are shown; answers the app and the recovery codes. */
async function setUpTwoStep(page: Page, password: string) {
  const own = page.getByRole('textbox', { name: 'Your password' })
  await expect(own).toBeFocused()
  await expectAccessible(page)
  await own.fill('not the password')
  await own.press('Enter')
  await expect(page.getByText('This is not your password.')).toBeVisible()
  await own.fill(password)
  await own.press('Enter')

  const code = page.getByRole('textbox', { name: 'Code that the app shows' })
  await expect(code).toBeFocused()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expectAccessible(page)
  const spelled = await page.getByLabel('Or type this key into the app').inputValue()
  expect(spelled).toMatch(/^(?:[A-Z2-7]{4} )+[A-Z2-7]{4}$/)
  const key = spelled.replaceAll(' ', '')
  await code.fill('no code')
  await code.press('Enter')
  await expect(page.getByText('This code is wrong, used or too old.')).toBeVisible()
  const made = authenticator(key)
  await code.fill(made.nextCode())
  await code.press('Enter')

  const list = page.getByRole('list', { name: 'Recovery codes' })
  // Ten hashes that are slow on purpose.
  await expect(list.getByRole('listitem')).toHaveCount(10, { timeout: 20_000 })
  await expectAccessible(page)
  return { made, codes: await list.getByRole('listitem').allInnerTexts() }
}

test('two-step sign-in is set up with an app, and the recovery codes are kept', async () => {
  await ana.goto('/account')
  await expect(twoStep().getByText('Off')).toBeVisible()
  await twoStep().getByRole('button', { name: 'Set up two-step sign-in' }).click()
  const { made, codes } = await setUpTwoStep(ana, owner.password)
  app = made
  recoveryCodes = codes

  const downloading = ana.waitForEvent('download')
  await ana.getByRole('button', { name: 'Download' }).click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(text).toContain(codes.join('\n'))
  expect(text).toContain(owner.email)
  // Shown once: nothing but the button closes them.
  await ana.keyboard.press('Escape')
  await ana.getByRole('button', { name: 'I have kept them' }).click()
  await expect(twoStep().getByText('10 of 10 recovery codes left')).toBeVisible()
  await expectAccessible(ana)
})

test('signing in takes a code of the app', async () => {
  await signOut(ana)
  await givePassword(ana, owner)
  await expectHeading(ana, 'Second step')
  const code = ana.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeFocused()
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expectAccessible(ana)
  await code.fill('no code')
  await code.press('Enter')
  await expect(ana.getByText('This code is wrong, used or too old.')).toBeVisible()
  await expectAccessible(ana)
  await code.fill(app.nextCode())
  await code.press('Enter')
  await expectHeading(ana, 'Leads')
})

test('a recovery code signs in as well, once', async () => {
  await signOut(ana)
  await givePassword(ana, owner)
  await ana.getByRole('button', { name: 'Back' }).click()
  await expect(ana.getByLabel('Email')).toHaveValue(owner.email)
  await givePassword(ana, owner)
  await ana.getByRole('button', { name: 'Use a recovery code instead' }).click()
  const code = ana.getByRole('textbox', { name: 'Recovery code' })
  await expect(code).toBeFocused()
  await expectAccessible(ana)
  await code.fill(recoveryCodes.shift()?.toUpperCase().replaceAll('-', ' ') ?? '')
  await code.press('Enter')
  await expectHeading(ana, 'Leads')
  await ana.goto('/account')
  await expect(twoStep().getByText('9 of 10 recovery codes left')).toBeVisible()
})

test('new recovery codes replace those before', async () => {
  await ana.getByRole('button', { name: 'New recovery codes…' }).click()
  const password = ana.getByRole('textbox', { name: 'Your password' })
  await expect(password).toBeFocused()
  await expectAccessible(ana)
  await password.fill(owner.password)
  await password.press('Enter')
  const list = ana.getByRole('list', { name: 'Recovery codes' })
  await expect(list.getByRole('listitem')).toHaveCount(10)
  recoveryCodes = await list.getByRole('listitem').allInnerTexts()
  await ana.getByRole('button', { name: 'I have kept them' }).click()
  await expect(twoStep().getByText('10 of 10 recovery codes left')).toBeVisible()
})

test('what touches a secret asks for a code again, a while after signing in', async ({
  server,
}) => {
  await ana.goto('/settings/integrations')
  await provedAgo(server, 6)
  await ana.getByRole('button', { name: 'Check a secret' }).click()
  await ana.getByRole('textbox', { name: 'Secret to check' }).fill('of-another-account')
  await ana.keyboard.press('Enter')
  const proof = ana.getByRole('dialog', { name: 'Confirm that it is you' })
  const code = proof.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeFocused()
  await expectAccessible(ana)
  await code.fill(recoveryCodes.shift() ?? '')
  await code.press('Enter')
  await expect(proof).toBeHidden()
  await expect(ana.getByText('It is not a secret of this account.')).toBeVisible()
})

test('an admin of whom it is demanded sees nothing else until it is set up', async () => {
  await ana.goto('/settings/workspace')
  await ana.getByRole('switch', { name: 'Owners and admins need a second step' }).click()
  await expectHeading(sam, 'Set up two-step sign-in')
  await expect(sam.getByRole('navigation')).toHaveCount(0)
  await sam.goto('/unmatched')
  await expectHeading(sam, 'Set up two-step sign-in')
  await setUpTwoStep(sam, admin.password)
  await sam.getByRole('button', { name: 'I have kept them' }).click()
  await expectHeading(sam, 'Unmatched')
})

test('the password and a code switch it off, and what demands it comes back', async () => {
  await ana.goto('/account')
  await ana.getByRole('button', { name: 'Switch off…' }).click()
  const dialog = ana.getByRole('dialog', { name: 'Switch two-step sign-in off?' })
  const password = dialog.getByRole('textbox', { name: 'Your password' })
  const code = dialog.getByRole('textbox', { name: 'Code' })
  await expect(password).toBeFocused()
  await password.fill(owner.password)
  await code.fill('no code')
  await code.press('Enter')
  await expect(dialog.getByText('This code is wrong, used or too old.')).toBeVisible()
  await expectAccessible(ana)
  await code.fill(recoveryCodes[0] ?? '')
  await code.press('Enter')
  await expectHeading(ana, 'Set up two-step sign-in')
})
