import type { Page } from '@playwright/test'

import { owner } from '../api-client.ts'
import { provedAgo } from '../database.ts'
import { givePassword } from '../sign-in.ts'
import { press } from './moves.ts'
import { agent, forgetful, guarded } from './people.ts'
import type { Screen, World } from './screen.ts'

/** What is seen before somebody is in. */
export const accessScreens: Screen[] = [
  {
    name: 'setup',
    states: ['bare'],
    as: 'nobody',
    path: ({ server }) => `/setup#code=${server.setupToken}`,
  },
  {
    name: 'setup-wrong',
    states: ['bare'],
    as: 'nobody',
    path: '/setup#code=not-the-code',
    reveal: setUpInVain,
  },
  { name: 'login', states: ['empty'], as: 'nobody', path: '/login' },
  { name: 'login-wrong', states: ['real'], as: 'nobody', path: '/login', reveal: signInInVain },
  {
    name: 'login-forgot',
    states: ['real'],
    as: 'nobody',
    path: '/login',
    reveal: (page) => press(page, 'Forgot your password?'),
  },
  {
    name: 'login-code',
    states: ['real'],
    as: 'nobody',
    path: '/login',
    reveal: (page) => givePassword(page, guarded),
  },
  { name: 'reset', states: ['real'], as: 'nobody', path: resetPath },
  {
    name: 'reset-short',
    states: ['real'],
    as: 'nobody',
    path: resetPath,
    reveal: (page) => chooseNew(page, 'too short'),
  },
  { name: 'reset-no-link', states: ['real'], as: 'nobody', path: '/reset' },
  {
    name: 'reset-dead',
    states: ['real'],
    as: 'nobody',
    path: '/reset#token=of-long-ago',
    reveal: (page) => chooseNew(page, agent.password),
  },
  {
    name: 'reset-done',
    states: ['real'],
    as: 'nobody',
    path: resetPath,
    reveal: (page) => chooseNew(page, agent.password),
  },
  { name: 'join', states: ['real', 'crowded'], as: 'nobody', path: (world) => joinPath(world) },
  {
    name: 'join-own',
    states: ['real'],
    as: 'stranded',
    path: (world) => joinPath(world, 'noor@sunnyroofs.example'),
  },
  { name: 'join-dead', states: ['real'], as: 'nobody', path: '/join#token=of-long-ago' },
  { name: 'no-workspace', states: ['real'], as: 'stranded', path: '/leads' },
  { name: 'two-step-first', states: ['real'], as: 'stopped', path: '/leads' },
  {
    name: 'two-step-first-scan',
    states: ['real'],
    as: 'stopped',
    path: '/leads',
    reveal: async (page) => {
      await page.getByLabel('Your password').first().fill(agent.password)
      await press(page, 'Continue')
    },
  },
]

async function setUpInVain(page: Page): Promise<void> {
  await page.getByLabel('Company').fill('Sunny Roofs')
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('Your email').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await press(page, 'Set up')
}

async function signInInVain(page: Page): Promise<void> {
  await givePassword(page, { email: 'nobody@sunnyroofs.example', password: 'a wrong guess' })
  await page.getByRole('alert').waitFor()
}

async function chooseNew(page: Page, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'New password' }).fill(password)
  await press(page, 'Change password')
}

// Each time a new link: one works once.
async function resetPath({ server, sessions }: World): Promise<string> {
  await provedAgo(server, 0)
  const members = await sessions.owner?.api.member.list.query()
  const userId = members?.find(({ email }) => email === forgetful.email)?.userId ?? ''
  const made = await sessions.owner?.api.member.resetLink.mutate({ userId })
  return pathOf(made?.link)
}

async function joinPath(
  { server, sessions }: World,
  email = 'mei@sunnyroofs.example',
): Promise<string> {
  await provedAgo(server, 0)
  const made = await sessions.owner?.api.member.invite.mutate({ email, role: 'agent' })
  return pathOf(made?.link)
}

function pathOf(link = ''): string {
  const { pathname, hash } = new URL(link)
  return pathname + hash
}
