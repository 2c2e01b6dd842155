import type { Page } from '@playwright/test'

import { choose, failed, failing, press, write } from './moves.ts'
import type { Screen } from './screen.ts'

/** The stages of the pipeline, and the rules that move leads through them. */
export const pipelineScreens: Screen[] = [
  {
    name: 'pipeline',
    states: ['empty', 'real', 'crowded'],
    path: '/settings/pipeline',
    whole: true,
  },
  {
    name: 'pipeline-colours',
    states: ['real'],
    path: '/settings/pipeline',
    reveal: (page) => choose(page, /^Colour of Booked/),
  },
  {
    name: 'pipeline-menu',
    states: ['real'],
    path: '/settings/pipeline',
    reveal: (page) => choose(page, 'More for Contacted'),
  },
  {
    name: 'pipeline-removed',
    states: ['empty'],
    path: '/settings/pipeline',
    reveal: async (page) => {
      await choose(page, 'More for Quoted', 'Remove')
      await page.getByText('Gone once you save:').waitFor()
    },
  },
  {
    name: 'pipeline-merge',
    states: ['real', 'crowded'],
    path: '/settings/pipeline',
    reveal: (page) => choose(page, 'More for Contacted', 'Merge into…'),
  },
  {
    name: 'pipeline-same-name',
    states: ['real'],
    path: '/settings/pipeline',
    reveal: async (page) => {
      await press(page, 'Add stage')
      await write(page, 'Name of New stage', 'Won')
    },
  },
  {
    name: 'pipeline-unsaved',
    states: ['real'],
    path: '/settings/pipeline',
    reveal: async (page) => {
      await press(page, 'Add stage')
      await page.getByRole('link', { name: 'Leads' }).first().click()
    },
  },
  {
    name: 'pipeline-not-loaded',
    states: ['real'],
    path: '/settings/pipeline',
    prepare: failing('pipeline.stages'),
    reveal: failed,
  },
  { name: 'pipeline-agent', states: ['real'], as: 'agent', path: '/settings/pipeline' },
  { name: 'rules', states: ['empty', 'real', 'crowded'], path: '/settings/rules', whole: true },
  {
    name: 'rules-tried',
    states: ['real', 'crowded'],
    path: '/settings/rules',
    whole: true,
    reveal: tryOther,
  },
  {
    name: 'rules-not-loaded',
    states: ['real'],
    path: '/settings/rules',
    prepare: failing('pipeline.rules'),
    reveal: failed,
  },
  { name: 'rules-agent', states: ['real'], as: 'agent', path: '/settings/rules' },
]

/** Lets bookings go elsewhere than they do, and looks at what that would have done. */
async function tryOther(page: Page): Promise<void> {
  await page.getByLabel('Booked, Any event type').selectOption('Quoted')
  await press(page, 'Try on the last 30 days')
  await page.getByText('would stand elsewhere').waitFor()
}
