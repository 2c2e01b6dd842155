import type { Page } from '@playwright/test'

import { expect } from './test.ts'

type Person = { email: string; password: string }

/** Gives email and password on the page that asks for them; what comes then is not waited for. */
export async function givePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs somebody in who needs no second step, and waits until they are. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await givePassword(page, person)
  await expectHeading(page, 'Leads')
}

/** The page's main heading says `name`. */
export async function expectHeading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
