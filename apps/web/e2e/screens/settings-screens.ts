import type { Page } from '@playwright/test'

import { owner } from '../api-client.ts'
import { provedAgo } from '../database.ts'
import { choose, failed, failing, press, write } from './moves.ts'
import { agent } from './people.ts'
import type { Screen, World } from './screen.ts'

const more = `More for ${agent.name}`

/** Settings. */
export const settingsScreens: Screen[] = [
  { name: 'settings', states: ['real'], path: '/settings', only: 'phone' },
  {
    name: 'integrations',
    states: ['empty', 'real', 'crowded'],
    path: '/settings/integrations',
    whole: true,
  },
  {
    name: 'integrations-generate',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => press(page, 'Generate'),
  },
  {
    name: 'integrations-check-secret',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => press(page, 'Check a secret'),
  },
  {
    name: 'integrations-leaked',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => press(page, 'Leaked: stop now'),
  },
  {
    name: 'integrations-confirm-self',
    states: ['real'],
    path: '/settings/integrations',
    reveal: async (page, { server }) => {
      await provedAgo(server, 6)
      await press(page, 'Leaked: stop now')
      await press(page, 'See what came in with each secret')
      await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
    },
  },
  {
    name: 'integrations-refused-secret',
    states: ['real'],
    path: '/settings/integrations',
    reveal: async (page) => {
      await write(page, 'Webhook secret', 'too short')
      await press(page, 'Save settings')
    },
  },
  {
    name: 'integrations-self-test',
    states: ['real'],
    path: '/settings/integrations',
    reveal: async (page) => {
      await press(page, 'Run self-test')
      await page.getByText('The self-test passed.').waitFor()
    },
    whole: true,
  },
  {
    name: 'integrations-menu',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => choose(page, /^More for/),
  },
  {
    name: 'integrations-rename',
    states: ['crowded'],
    path: '/settings/integrations',
    reveal: (page) => choose(page, /^More for/, 'Rename'),
  },
  {
    name: 'integrations-switch-off',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => choose(page, /^More for/, 'Switch off'),
  },
  {
    name: 'integrations-add',
    states: ['real'],
    path: '/settings/integrations',
    reveal: (page) => press(page, 'Add account'),
  },
  {
    name: 'integrations-paused',
    states: ['crowded'],
    path: (world) => endpointPath(world, 'paused'),
  },
  {
    name: 'integrations-off',
    states: ['crowded'],
    path: (world) => endpointPath(world, 'disabled'),
  },
  {
    name: 'integrations-not-loaded',
    states: ['real'],
    path: '/settings/integrations',
    prepare: failing('endpoint.list'),
    reveal: failed,
  },
  {
    name: 'integrations-agent',
    states: ['real'],
    as: 'agent',
    path: '/settings/integrations',
  },
  { name: 'alarms', states: ['empty', 'real', 'crowded'], path: '/settings/alarms', whole: true },
  {
    name: 'alarms-addresses',
    states: ['real'],
    path: '/settings/alarms',
    whole: true,
    reveal: (page) => page.getByLabel('Emails go to').selectOption('These addresses'),
  },
  {
    name: 'alarms-secret',
    states: ['empty'],
    path: '/settings/alarms',
    whole: true,
    reveal: async (page, { server, sessions }) => {
      // There is one on the second visit, and a secret is made only for the first.
      await provedAgo(server, 0)
      await sessions.owner?.api.alarm.saveSettings.mutate({ webhookUrl: null })
      await write(page, 'Address', 'https://hooks.example.com/services/of-ours')
      await press(page, 'Save address')
      await page.getByLabel('Signing secret').waitFor()
    },
  },
  {
    name: 'alarms-remove-address',
    states: ['empty'],
    path: '/settings/alarms',
    reveal: async (page, { server, sessions }) => {
      await provedAgo(server, 0)
      const webhookUrl = 'https://hooks.example.com/services/of-ours'
      await sessions.owner?.api.alarm.saveSettings.mutate({ webhookUrl })
      await page.reload()
      await press(page, 'Remove')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'alarms-refused-address',
    states: ['real'],
    path: '/settings/alarms',
    whole: true,
    reveal: async (page, { server }) => {
      await provedAgo(server, 0)
      await write(page, 'Address', 'https://10.0.0.1/hook')
      await press(page, 'Save address')
      await page.locator('[aria-invalid="true"]').first().waitFor()
    },
  },
  {
    name: 'alarms-not-loaded',
    states: ['real'],
    path: '/settings/alarms',
    prepare: failing('alarm.settings'),
    reveal: failed,
  },
  { name: 'members', states: ['empty', 'real', 'crowded'], path: '/settings/members', whole: true },
  {
    name: 'members-invite',
    states: ['empty'],
    path: '/settings/members',
    reveal: (page) => press(page, 'Invite'),
  },
  { name: 'members-invited', states: ['real'], path: '/settings/members', reveal: invite },
  {
    name: 'members-role',
    states: ['real'],
    path: '/settings/members',
    reveal: (page) => press(page, `Role of ${agent.name}: Agent`),
  },
  {
    name: 'members-menu',
    states: ['real'],
    path: '/settings/members',
    reveal: (page) => choose(page, more),
  },
  {
    name: 'members-reset-link',
    states: ['real'],
    path: '/settings/members',
    reveal: (page) => choose(page, more, 'Link for a new password…'),
  },
  {
    name: 'members-reset-link-made',
    states: ['real'],
    path: '/settings/members',
    reveal: async (page, { server }) => {
      await provedAgo(server, 0)
      await choose(page, more, 'Link for a new password…')
      await press(page, 'Make the link')
    },
  },
  {
    name: 'members-remove',
    states: ['real'],
    path: '/settings/members',
    reveal: (page) => choose(page, more, 'Remove…'),
  },
  {
    name: 'members-leave',
    states: ['crowded'],
    path: '/settings/members',
    reveal: (page) => choose(page, `More for ${owner.name}`, 'Leave this workspace…'),
  },
  { name: 'members-refused', states: ['real'], as: 'agent', path: '/settings/members' },
  {
    name: 'api-keys',
    states: ['empty', 'real', 'crowded'],
    path: '/settings/api-keys',
    whole: true,
  },
  {
    name: 'api-keys-new',
    states: ['empty'],
    path: '/settings/api-keys',
    reveal: (page) => press(page, 'New key'),
  },
  { name: 'api-keys-made', states: ['real'], path: '/settings/api-keys', reveal: makeKey },
  {
    name: 'api-keys-revoke',
    states: ['crowded'],
    path: '/settings/api-keys',
    reveal: (page) => press(page, /^Revoke/),
  },
  {
    name: 'api-keys-not-loaded',
    states: ['real'],
    path: '/settings/api-keys',
    prepare: failing('apiKey.list'),
    reveal: failed,
  },
  { name: 'workspace', states: ['real', 'crowded'], path: '/settings/workspace' },
  { name: 'audit', states: ['empty', 'real', 'crowded'], path: '/settings/audit' },
  {
    name: 'audit-none',
    states: ['real'],
    path: '/settings/audit?group=data&from=2020-01-01&to=2020-01-02',
  },
  {
    name: 'audit-not-loaded',
    states: ['real'],
    path: '/settings/audit',
    prepare: failing('audit.list'),
    reveal: failed,
  },
  { name: 'api', states: ['empty', 'real'], path: '/settings/api', whole: true },
  {
    name: 'api-open',
    states: ['real'],
    path: '/settings/api?q=lead.create',
    whole: true,
    reveal: (page) => page.locator('summary').first().click(),
  },
  {
    name: 'api-none',
    states: ['real'],
    path: '/settings/api?q=nothing+of+that+kind',
    whole: true,
  },
]

async function endpointPath({ sessions }: World, mode: 'paused' | 'disabled'): Promise<string> {
  const endpoints = await sessions.owner?.api.endpoint.list.query()
  const id = endpoints?.find((endpoint) => endpoint.mode === mode)?.id ?? ''
  return `/settings/integrations?endpoint=${id}`
}

async function invite(page: Page, { server }: World): Promise<void> {
  await provedAgo(server, 0)
  await press(page, 'Invite')
  await page.getByRole('dialog').getByLabel('Email').fill('mei@sunnyroofs.example')
  await press(page, 'Make the link')
  await page.getByLabel('Invitation link').waitFor()
}

async function makeKey(page: Page, { server }: World): Promise<void> {
  await provedAgo(server, 0)
  await press(page, 'New key')
  await page.getByRole('dialog').getByLabel('Name').fill('Website form')
  await press(page, 'Create key')
}
