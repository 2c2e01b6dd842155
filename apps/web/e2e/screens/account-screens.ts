import type { Page } from '@playwright/test'

import { press, write } from './moves.ts'
import { agent } from './people.ts'
import type { Screen } from './screen.ts'

/** One's own account. */
export const accountScreens: Screen[] = [
  { name: 'account', states: ['empty', 'real', 'crowded'], path: '/account', whole: true },
  { name: 'account-two-step', states: ['real'], as: 'guarded', path: '/account', whole: true },
  { name: 'account-codes', states: ['real'], as: 'guarded', path: '/account', reveal: renewCodes },
  {
    name: 'account-set-up',
    states: ['real'],
    path: '/account',
    reveal: (page) => press(page, 'Set up two-step sign-in'),
  },
  {
    name: 'account-switch-off',
    states: ['real'],
    as: 'guarded',
    path: '/account',
    reveal: (page) => press(page, 'Switch off…'),
  },
  {
    name: 'account-wrong-password',
    states: ['real'],
    path: '/account',
    reveal: async (page) => {
      await write(page, 'Current password', 'a wrong guess of it')
      await write(page, 'New password', 'gutters and gables and')
      await press(page, 'Change password')
      await page.locator('[aria-invalid="true"]').first().waitFor()
    },
  },
  {
    name: 'account-sign-out-others',
    states: ['crowded'],
    path: '/account',
    reveal: (page) => press(page, 'Sign out everywhere else'),
  },
]

async function renewCodes(page: Page): Promise<void> {
  await press(page, 'New recovery codes…')
  await page.getByRole('dialog').getByLabel('Your password').first().fill(agent.password)
  await press(page, 'Make new codes')
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
}
