import type { BrowserContext, Page } from '@playwright/test'

import { anonymous, owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { startServer } from './server.ts'
import { expectHeading, givePassword, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

// One story on one server: a password that is changed, browsers that are signed out, a link for a new password.
test.describe.configure({ mode: 'serial' })

const ana = { ...owner }
const sam = { name: 'Sam Weatherby', email: 'sam@sunnyroofs.example', password: 'up on a ladder' }
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1'

let contexts: BrowserContext[]
let desk: Page
let phone: Page
let resetPath = ''

test.beforeAll(async ({ browser, server }) => {
  const { api } = await setUp(server)
  const { link } = await api.member.invite.mutate({ email: sam.email, role: 'agent' })
  const { name, password } = sam
  const token = tokenOf(link)
  await anonymous(server).member.acceptInvitation.mutate({ token, name, password })
  const member = (await api.member.list.query()).find(({ email }) => email === sam.email)
  const reset = await api.member.resetLink.mutate({ userId: member?.userId ?? '' })
  resetPath = new URL(reset.link).pathname + new URL(reset.link).hash
  contexts = [
    await browser.newContext({ baseURL: server.url }),
    await browser.newContext({ baseURL: server.url, userAgent: iPhone }),
  ]
  ;[desk, phone] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page]
  await signIn(desk, ana)
})
test.afterAll(() => Promise.all(contexts.map((context) => context.close())))

const tokenOf = (link: string) =>
  new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? ''
const sessions = () => desk.getByRole('region', { name: 'Where you are signed in' })

test('the account is reached from the menu of the person', async () => {
  const person = desk.getByRole('button', { name: ana.name })
  await expect(person).not.toHaveAttribute('aria-current')
  await person.click()
  await desk.getByRole('menuitem', { name: 'Account' }).click()
  await expectHeading(desk, 'Account')
  await expect(desk.getByText(`${ana.name} · ${ana.email}`)).toBeVisible()
  await expect(person).toHaveAttribute('aria-current', 'true')
  await expectAccessible(desk)
})

test('the password is changed by whoever knows it, and the old one works no more', async () => {
  const current = desk.getByRole('textbox', { name: 'Current password' })
  const next = desk.getByRole('textbox', { name: 'New password' })
  await current.fill('not the password')
  await next.fill('too short')
  await next.press('Enter')
  await expect(desk.getByText('This has 9 of at least 12 characters.')).toBeVisible()
  await next.fill('tiles under a clear sky')
  await next.press('Enter')
  await expect(desk.getByText('This is not your password.')).toBeVisible()
  await expectAccessible(desk)

  await current.fill(ana.password)
  await next.press('Enter')
  await expect(desk.getByText('Password changed')).toBeVisible()
  await expect(current).toHaveValue('')
  await givePassword(phone, ana)
  await expect(phone.getByRole('alert')).toContainText('do not belong together')
  ana.password = 'tiles under a clear sky'
  await signIn(phone, ana)
})

test('a browser elsewhere is listed, and lands on the sign-in once it is signed out', async () => {
  await desk.reload()
  await expect(sessions().getByRole('listitem').first()).toContainText('This device')
  await expect(sessions().getByText('Safari on iPhone')).toBeVisible()
  await expectAccessible(desk)
  await desk.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
  await expect(sessions().getByText('Safari on iPhone')).toBeHidden()
  // By itself: the stream of what changes ends.
  await expect(phone.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible({
    timeout: 8000,
  })
})

test('all other browsers are signed out at once', async () => {
  await signIn(phone, ana)
  await desk.reload()
  await desk.getByRole('button', { name: 'Sign out everywhere else' }).click()
  const dialog = desk.getByRole('dialog', { name: 'Sign out everywhere else?' })
  await expect(dialog).toContainText('1 other browser is signed out at once.')
  await expectAccessible(desk)
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await expect(sessions().getByRole('listitem')).toHaveCount(1)
  await phone.goto('/leads')
  await expectHeading(phone, 'Sign in')
})

test('whoever forgot their password is told whom to ask', async () => {
  await phone.getByRole('button', { name: 'Forgot your password?' }).click()
  await expectHeading(phone, 'Forgot your password?')
  await expect(phone.getByText(/Ask an owner or admin/)).toBeVisible()
  await expect(phone.getByText('pnpm reset-link')).toBeVisible()
  await expectAccessible(phone)
  await phone.getByRole('button', { name: 'Back to sign in' }).click()
  await expectHeading(phone, 'Sign in')
})

test('a link gives a new password once, and its token stays nowhere in the address', async () => {
  await phone.goto(resetPath)
  await expectHeading(phone, 'Choose a new password')
  await expect(phone).toHaveURL(/\/reset$/)
  await expectAccessible(phone)
  const next = phone.getByRole('textbox', { name: 'New password' })
  await expect(next).toBeFocused()
  await next.fill('short')
  await next.press('Enter')
  await expect(phone.getByText('This has 5 of at least 12 characters.')).toBeVisible()
  await next.fill('a ladder against the wall')
  await next.press('Enter')
  await expect(phone.getByText('Your password was changed.')).toBeVisible()
  await expectAccessible(phone)
  await signIn(phone, { ...sam, password: 'a ladder against the wall' })

  await phone.goto(resetPath)
  await phone.getByRole('textbox', { name: 'New password' }).fill('once more with the link')
  await phone.keyboard.press('Enter')
  await expectHeading(phone, 'This link does not work')
  await expectAccessible(phone)
})

test('whoever was taken out of their last workspace is told so, and can sign out', async () => {
  await desk.goto('/settings/members')
  await desk.getByRole('button', { name: `More for ${sam.name}` }).click()
  await desk.getByRole('menuitem', { name: 'Remove…' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(desk.getByText(sam.email)).toBeHidden()
  await givePassword(phone, { ...sam, password: 'a ladder against the wall' })
  await expectHeading(phone, 'You are in no workspace')
  await expect(phone.getByText(sam.email)).toBeVisible()
  await expectAccessible(phone)
  await phone.getByRole('button', { name: 'Sign out' }).click()
  await expectHeading(phone, 'Sign in')
})

test('tries that come too often are told how long to wait', async () => {
  await givePassword(phone, { email: 'nobody@sunnyroofs.example', password: 'guess' })
  for (let tries = 1; tries < 30; tries += 1) {
    if (/often/.test(await phone.getByRole('alert').innerText())) break
    await phone.getByRole('button', { name: 'Sign in' }).click()
  }
  await expect(phone.getByRole('alert')).toHaveText(/Wait (a second|\d+ seconds), then try again/)
})

test('where mail is sent, a link can be asked for, and nobody learns who signs in', async ({
  browser,
}) => {
  const server = await startServer({
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Solar Capture <solar@sunnyroofs.example>' },
  })
  const context = await browser.newContext({ baseURL: server.url })
  try {
    await setUp(server)
    const page = await context.newPage()
    for (const email of [owner.email, 'nobody@sunnyroofs.example']) {
      await page.goto('/login')
      await page.getByRole('button', { name: 'Forgot your password?' }).click()
      await expectAccessible(page)
      await page.getByLabel('Email').fill(email)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await expectHeading(page, 'Look into your mail')
      await expect(page.getByText(`If somebody signs in here as ${email},`)).toBeVisible()
    }
    await expectAccessible(page)
  } finally {
    await context.close()
    await server.stop()
  }
})
