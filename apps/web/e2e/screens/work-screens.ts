import { choose, failing, press } from './moves.ts'
import type { Screen } from './screen.ts'

/** The daily work: leads, bookings, deliveries. */
export const workScreens: Screen[] = [
  { name: 'leads', states: ['empty', 'real', 'crowded'], path: '/leads' },
  { name: 'leads-by-name', states: ['crowded'], path: '/leads?sort=name' },
  { name: 'leads-none', states: ['real'], path: '/leads?q=nobody+is+called+this' },
  { name: 'leads-not-loaded', states: ['real'], path: '/leads', prepare: failing('lead.list') },
  {
    name: 'leads-new',
    states: ['empty'],
    path: '/leads',
    reveal: (page) => press(page, /New lead|Add a lead/),
  },
  { name: 'leads-board', states: ['empty', 'real', 'crowded'], path: '/leads?view=board' },
  {
    name: 'palette',
    states: ['real', 'crowded'],
    path: '/leads',
    reveal: (page) => page.keyboard.press('Control+k'),
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
    name: 'lead',
    states: ['real', 'crowded'],
    path: ({ leadId }) => `/leads/${leadId}`,
    whole: true,
  },
  { name: 'not-found', states: ['real'], path: '/leads/nobody' },
  { name: 'unmatched', states: ['empty', 'real', 'crowded'], path: '/unmatched' },
  {
    name: 'unmatched-ignore',
    states: ['real'],
    path: '/unmatched',
    only: 'wide',
    reveal: (page) => press(page, /^Ignore/),
  },
  { name: 'deliveries', states: ['empty', 'real', 'crowded'], path: '/deliveries' },
  { name: 'deliveries-none', states: ['empty'], path: '/deliveries?outcome=rejected' },
  {
    name: 'delivery',
    states: ['real'],
    path: ({ deliveryId }) => `/deliveries/${deliveryId}`,
    whole: true,
  },
  { name: 'insights', states: ['empty', 'real', 'crowded'], path: '/insights', whole: true },
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
    name: 'user-menu',
    states: ['real'],
    path: '/leads',
    reveal: (page) => choose(page, /Ana Ortiz/),
  },
]
