import { choose, failed, failing, press, unanswered, write } from './moves.ts'
import type { Screen } from './screen.ts'

/** What is around every page, and what stands in place of one. */
export const frameScreens: Screen[] = [
  {
    name: 'palette',
    states: ['empty', 'real', 'crowded'],
    path: '/leads',
    reveal: (page) => page.keyboard.press('Control+k'),
  },
  {
    name: 'palette-found',
    states: ['crowded'],
    path: '/leads',
    reveal: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('an')
    },
  },
  {
    name: 'palette-nothing',
    states: ['real'],
    path: '/leads',
    reveal: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('nobody is called this')
    },
  },
  {
    name: 'keys',
    states: ['real'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => page.keyboard.press('?'),
  },
  { name: 'reconnecting', states: ['real'], path: '/leads', prepare: failing('live.changes') },
  {
    name: 'signed-out',
    states: ['real'],
    path: '/settings/pipeline',
    reveal: async (page) => {
      await write(page, 'Name of Quoted', 'Offer made')
      const cookies = await page.context().cookies()
      await page.context().clearCookies()
      await press(page, 'Save pipeline')
      await page.getByRole('dialog', { name: 'You are signed out' }).waitFor()
      await page.context().addCookies(cookies)
    },
  },
  { name: 'not-found', states: ['real'], path: '/leads/nobody' },
  {
    name: 'page-loading',
    states: ['real'],
    path: '/leads',
    prepare: unanswered('member.list'),
    only: 'wide',
    reveal: (page) => page.getByRole('link', { name: 'Audit log' }).click(),
    isLoading: true,
  },
  {
    name: 'page-not-loaded',
    states: ['real'],
    path: '/settings/members',
    prepare: failing('member.list'),
    reveal: failed,
  },
  {
    name: 'unreachable',
    states: ['real'],
    path: '/leads',
    prepare: failing('workspace.current'),
    reveal: failed,
  },
  {
    name: 'workspace-menu',
    states: ['real', 'crowded'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => choose(page, /^Workspace:/),
  },
  {
    name: 'new-workspace',
    states: ['real'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => choose(page, /^Workspace:/, 'New workspace…'),
  },
  {
    name: 'new-workspace-phone',
    states: ['real'],
    path: '/account',
    only: 'phone',
    reveal: (page) => press(page, 'New workspace'),
  },
  {
    name: 'user-menu',
    states: ['real'],
    path: '/leads',
    reveal: (page) => choose(page, /Ana Ortiz/),
  },
]
