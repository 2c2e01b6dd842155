import type { Locator, Page } from '@playwright/test'

import { owner } from './api-client.ts'
import { expectHeading } from './sign-in.ts'

const most = 60

/** Signs the owner in by keys alone. */
export async function signInByKeyboard(page: Page): Promise<void> {
  await page.goto('/login')
  await goTo(page, page.getByLabel('Email'))
  await page.keyboard.type(owner.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(owner.password)
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Leads')
}

/** Goes to `place` by the Tab key, as somebody does who has no mouse; throws when that does not lead there. */
export async function goTo(page: Page, place: Locator): Promise<void> {
  await place.waitFor()
  const isThere = () => place.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < most; presses += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${most} times Tab do not lead to ${String(place)}.`)
}

/** Goes to `place` by the Tab key and presses Enter. */
export async function enterAt(page: Page, place: Locator): Promise<void> {
  await goTo(page, place)
  await page.keyboard.press('Enter')
}
