import type { Page } from '@playwright/test'

import { choose, failed, failing, press, selectSome, unanswered, write } from './moves.ts'
import type { Screen, World } from './screen.ts'

const leadPath = ({ leadId }: World) => `/leads/${leadId}`

/** Leads as a table and as a board, and one of them. */
export const leadScreens: Screen[] = [
  { name: 'leads', states: ['empty', 'real', 'crowded'], path: '/leads' },
  { name: 'leads-viewer', states: ['real'], as: 'viewer', path: '/leads' },
  { name: 'leads-by-name', states: ['crowded'], path: '/leads?sort=name' },
  {
    name: 'leads-all-columns',
    states: ['crowded'],
    path: '/leads?cols=stage,booking,email,phone,postcode,owner,source,since,captured,changed',
    only: 'wide',
  },
  { name: 'leads-none', states: ['real'], path: '/leads?q=nobody+is+called+this' },
  {
    name: 'leads-not-loaded',
    states: ['real'],
    path: '/leads',
    prepare: failing('lead.list'),
    reveal: failed,
  },
  {
    name: 'leads-loading',
    states: ['real'],
    path: '/leads',
    prepare: unanswered('lead.list'),
    isLoading: true,
  },
  {
    name: 'leads-new',
    states: ['empty'],
    path: '/leads',
    reveal: (page) => press(page, /New lead|Add a lead/),
  },
  {
    name: 'new-lead-unsaved',
    states: ['real'],
    path: '/leads',
    reveal: async (page) => {
      await press(page, 'New lead')
      await page.getByRole('dialog').getByLabel('Name').fill('Jane')
      await page.keyboard.press('Escape')
    },
  },
  { name: 'leads-new-taken', states: ['real'], path: '/leads', reveal: addTwice },
  {
    name: 'leads-stage-filter',
    states: ['real', 'crowded'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => page.getByRole('button', { name: 'Stage', exact: true }).click(),
  },
  {
    name: 'leads-source-filter',
    states: ['crowded'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => page.getByRole('button', { name: 'Source', exact: true }).click(),
  },
  {
    name: 'leads-filters',
    states: ['real', 'crowded'],
    path: '/leads',
    only: 'phone',
    reveal: (page) => press(page, 'Filters'),
  },
  {
    name: 'leads-days',
    states: ['real'],
    path: '/leads?from=2026-01-01&to=2026-12-31&booking=upcoming&q=an',
  },
  {
    name: 'leads-days-open',
    states: ['real'],
    path: '/leads?from=2026-01-01&to=2026-12-31',
    only: 'wide',
    reveal: async (page) => {
      await press(page, /^Captured: /)
      await page.getByRole('dialog', { name: 'Captured' }).waitFor()
    },
  },
  { name: 'leads-views', states: ['empty', 'real'], path: '/leads?q=', reveal: openViews },
  {
    name: 'leads-save-view',
    states: ['real'],
    path: '/leads?sort=name',
    reveal: (page) => choose(page, /^Views/, 'Save as a new view…'),
  },
  {
    name: 'leads-columns',
    states: ['real'],
    path: '/leads',
    only: 'wide',
    reveal: async (page) => {
      await press(page, 'Columns')
      await page.getByRole('menuitemcheckbox').first().waitFor()
    },
  },
  {
    name: 'leads-export',
    states: ['real'],
    path: '/leads',
    only: 'wide',
    reveal: (page) => choose(page, 'Export'),
  },
  { name: 'leads-selected', states: ['real', 'crowded'], path: '/leads', reveal: selectSome },
  {
    name: 'leads-move',
    states: ['real'],
    path: '/leads',
    reveal: async (page) => {
      await selectSome(page)
      await choose(page, 'Move to…')
    },
  },
  {
    name: 'leads-assign',
    states: ['crowded'],
    path: '/leads',
    reveal: async (page) => {
      await selectSome(page)
      await choose(page, 'Assign to…')
    },
  },
  {
    name: 'leads-moved',
    states: ['real'],
    path: '/leads',
    reveal: async (page) => {
      await selectSome(page)
      await choose(page, 'Move to…', 'Contacted')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'board', states: ['empty', 'real', 'crowded'], path: '/leads?view=board' },
  { name: 'board-viewer', states: ['real'], as: 'viewer', path: '/leads?view=board' },
  { name: 'board-none', states: ['real'], path: '/leads?view=board&q=nobody+is+called+this' },
  {
    name: 'board-not-loaded',
    states: ['real'],
    path: '/leads?view=board',
    prepare: failing('lead.board'),
    reveal: failed,
  },
  {
    name: 'board-loading',
    states: ['real'],
    path: '/leads',
    prepare: unanswered('lead.board'),
    reveal: (page) => page.getByTitle('Board').click(),
    isLoading: true,
  },
  {
    name: 'board-menu',
    states: ['real'],
    path: '/leads?view=board',
    reveal: (page) => choose(page, /^Move .* to…$/),
  },
  {
    name: 'board-lifted',
    states: ['real'],
    path: '/leads?view=board',
    only: 'wide',
    reveal: async (page) => {
      await page.locator('[data-lead] a').first().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowRight')
    },
  },
  {
    name: 'board-unfolded',
    states: ['crowded'],
    path: '/leads?view=board',
    only: 'wide',
    reveal: async (page) => {
      await press(page, /^Won/)
      await press(page, /^Lost/)
    },
  },
  { name: 'lead', states: ['real', 'crowded'], path: leadPath, whole: true },
  { name: 'lead-twin', states: ['real'], path: ({ twinId }) => `/leads/${twinId}` },
  { name: 'lead-viewer', states: ['real'], as: 'viewer', path: leadPath },
  {
    name: 'lead-not-loaded',
    states: ['real'],
    path: leadPath,
    prepare: failing('lead.byId'),
    reveal: failed,
  },
  {
    name: 'lead-loading',
    states: ['real'],
    path: '/leads?q=jane.doe',
    prepare: unanswered('lead.byId'),
    reveal: (page) => page.locator('main a[href^="/leads/0"]').first().click(),
    isLoading: true,
  },
  {
    name: 'lead-edit',
    states: ['real'],
    path: leadPath,
    reveal: async (page) => {
      await page.getByTitle('Edit email').click()
      await write(page, 'Email', 'not an address')
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'lead-edit-taken',
    states: ['real'],
    path: ({ twinId }) => `/leads/${twinId}`,
    reveal: async (page) => {
      await page.getByTitle('Edit email').click()
      await write(page, 'Email', 'jane.doe@acme.example')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Open that lead' }).waitFor()
    },
  },
  {
    name: 'lead-edit-meanwhile',
    states: ['real'],
    path: ({ twinId }) => `/leads/${twinId}`,
    reveal: async (page) => {
      await page.getByTitle('Edit postcode').click()
      await changeElsewhere(page)
      await page.getByText('meanwhile').waitFor()
    },
  },
  {
    name: 'lead-note',
    states: ['real'],
    path: leadPath,
    reveal: (page) => write(page, 'New note', 'Wants a quote before the end of the month.'),
  },
  {
    name: 'lead-link',
    states: ['real', 'crowded'],
    path: leadPath,
    reveal: async (page) => {
      await press(page, /booking link/i)
      await write(page, 'Your Cal.com booking page', 'https://cal.com/sunny-roofs/survey')
      await page.getByLabel('Link', { exact: true }).waitFor()
    },
  },
  {
    name: 'lead-menu',
    states: ['real'],
    path: leadPath,
    reveal: (page) => choose(page, 'More actions'),
  },
  {
    name: 'lead-remove',
    states: ['real', 'crowded'],
    path: leadPath,
    reveal: (page) => choose(page, 'More actions', 'Remove lead…'),
  },
  {
    name: 'lead-merge',
    states: ['real'],
    path: ({ twinId }) => `/leads/${twinId}`,
    reveal: (page) => press(page, 'Merge with Robert Lee'),
  },
]

async function addTwice(page: Page): Promise<void> {
  await press(page, 'New lead')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Jane Doe')
  await dialog.getByLabel('Email').fill('jane.doe@acme.example')
  await press(page, 'Add lead')
  await dialog.getByRole('alert').or(dialog.locator('[aria-invalid="true"]')).first().waitFor()
}

async function openViews(page: Page): Promise<void> {
  // Without leads there is nothing to keep a view of.
  const views = page.getByRole('button', { name: /^Views/ })
  if ((await views.count()) > 0) await choose(page, /^Views/)
}

// Another postcode than the one that it has, in a window of its own.
async function changeElsewhere(page: Page): Promise<void> {
  const other = await page.context().newPage()
  await other.goto(page.url())
  const value = other.getByTitle('Edit postcode')
  const next = (await value.textContent()) === 'LS1 4DY' ? 'LS6 2AB' : 'LS1 4DY'
  await value.click()
  await write(other, 'Postcode', next)
  await other.keyboard.press('Enter')
  await value.waitFor()
  await other.close()
}
