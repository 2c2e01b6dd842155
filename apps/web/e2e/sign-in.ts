import type { Page } from '@playwright/test'

import type { Session } from './api-client.ts'
import { expect } from './test.ts'

type Person = { email: string; password: string }

/** Gives email and password on the page that asks for them; what comes then is not waited for. */
export async function givePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Fills in the page that sets a new server up, which is open, and waits until there is a list of leads. */
export async function setUpByHand(
  page: Page,
  { name, email, password, company }: Person & { name: string; company: string },
): Promise<void> {
  await page.getByLabel('Company').fill(company)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Your email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Set up' }).click()
  await expectHeading(page, 'Leads')
}

/** Signs somebody in who needs no second step, and waits until they are. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await givePassword(page, person)
  await expectHeading(page, 'Leads')
}

/**
 * Opens `path` in the browser of somebody who has signed in, whose `cookies` it takes over: for tests that are not about
 * signing in, which takes two more pages and a slow hash.
 */
export async function openSignedIn(
  page: Page,
  { cookies }: Pick<Session, 'cookies'>,
  path = '/leads',
): Promise<void> {
  await page.context().addCookies(cookies)
  await page.goto(path)
}

/** The page's main heading says `name`. */
export async function expectHeading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
