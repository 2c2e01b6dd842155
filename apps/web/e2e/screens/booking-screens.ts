import type { Page } from '@playwright/test'

import { failed, failing, press, selectSome, unanswered } from './moves.ts'
import type { Screen, World } from './screen.ts'

const deliveryPath = ({ deliveryId }: World) => `/deliveries/${deliveryId}`

/** Bookings without a lead, what Cal.com sent, and what became of it all. */
export const bookingScreens: Screen[] = [
  { name: 'unmatched', states: ['empty', 'real', 'crowded'], path: '/unmatched' },
  { name: 'unmatched-viewer', states: ['real'], as: 'viewer', path: '/unmatched' },
  {
    name: 'unmatched-one',
    states: ['real', 'crowded'],
    path: '/unmatched',
    only: 'phone',
    reveal: openWaiting,
  },
  {
    name: 'unmatched-find',
    states: ['crowded'],
    path: '/unmatched',
    reveal: async (page) => {
      await openWaiting(page)
      await page.getByRole('searchbox').or(page.getByLabel(/^Find/)).first().fill('an')
      await page
        .getByRole('button', { name: /^Link to/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'unmatched-ignore',
    states: ['real'],
    path: '/unmatched',
    reveal: async (page) => {
      await openWaiting(page)
      await press(page, /^Ignore/)
    },
  },
  { name: 'unmatched-ignored', states: ['empty', 'real', 'crowded'], path: '/unmatched/ignored' },
  {
    name: 'unmatched-gone',
    states: ['real'],
    path: '/unmatched?booking=01900000-0000-7000-8000-000000000000',
  },
  {
    name: 'unmatched-not-loaded',
    states: ['real'],
    path: '/unmatched',
    prepare: failing('booking.unmatched'),
    reveal: failed,
  },
  {
    name: 'unmatched-loading',
    states: ['real'],
    path: '/unmatched',
    prepare: unanswered('booking.unmatched'),
    isLoading: true,
  },
  { name: 'deliveries', states: ['empty', 'real', 'crowded'], path: '/deliveries' },
  { name: 'deliveries-viewer', states: ['real'], as: 'viewer', path: '/deliveries' },
  { name: 'deliveries-none', states: ['empty'], path: '/deliveries?outcome=rejected' },
  {
    name: 'deliveries-days',
    states: ['real'],
    path: '/deliveries?when=custom&from=2026-01-01&trigger=BOOKING_CREATED',
  },
  {
    name: 'deliveries-not-loaded',
    states: ['real'],
    path: '/deliveries',
    prepare: failing('delivery.list'),
    reveal: failed,
  },
  { name: 'deliveries-selected', states: ['real'], path: '/deliveries', reveal: selectSome },
  {
    name: 'deliveries-replay',
    states: ['real'],
    path: '/deliveries',
    reveal: async (page) => {
      await selectSome(page)
      await press(page, 'Replay…')
    },
  },
  { name: 'delivery', states: ['real'], path: deliveryPath, whole: true },
  { name: 'delivery-agent', states: ['real'], as: 'agent', path: deliveryPath, whole: true },
  {
    name: 'delivery-refused',
    states: ['real'],
    path: ({ refusedId }) => `/deliveries/${refusedId}`,
    whole: true,
  },
  {
    name: 'delivery-held',
    states: ['real'],
    path: ({ heldId }) => `/deliveries/${heldId}`,
    whole: true,
  },
  {
    name: 'delivery-apply',
    states: ['real'],
    path: ({ heldId }) => `/deliveries/${heldId}`,
    reveal: (page) => press(page, 'Apply…'),
  },
  {
    name: 'delivery-replay',
    states: ['real'],
    path: deliveryPath,
    reveal: (page) => press(page, 'Replay…'),
  },
  {
    name: 'delivery-reveal',
    states: ['real'],
    path: deliveryPath,
    reveal: (page) => press(page, 'Reveal personal data'),
  },
  { name: 'delivery-revealed', states: ['real'], path: deliveryPath, reveal, whole: true },
  {
    name: 'delivery-curl',
    states: ['real'],
    path: deliveryPath,
    reveal: async (page) => {
      await reveal(page)
      await press(page, 'Copy as curl…')
    },
  },
  {
    name: 'delivery-raw',
    states: ['real'],
    path: (world) => `${deliveryPath(world)}?body=raw`,
    whole: true,
  },
  {
    name: 'delivery-not-loaded',
    states: ['real'],
    path: deliveryPath,
    prepare: failing('delivery.byId'),
    reveal: failed,
  },
  { name: 'insights', states: ['empty', 'real', 'crowded'], path: '/insights', whole: true },
  {
    name: 'insights-year',
    states: ['real', 'crowded'],
    path: '/insights?period=12m&by=week',
    whole: true,
  },
  { name: 'insights-by-type', states: ['real'], path: '/insights?by=event_type', whole: true },
  {
    name: 'insights-days',
    states: ['real'],
    path: '/insights?period=custom&from=2026-02-02&to=2026-02-01',
  },
  {
    name: 'insights-not-loaded',
    states: ['real'],
    path: '/insights',
    prepare: failing('insight.funnel'),
    reveal: failed,
  },
  {
    name: 'insights-loading',
    states: ['real'],
    path: '/insights',
    prepare: unanswered('insight.funnel'),
    isLoading: true,
  },
]

/** On a phone the list comes first. */
async function openWaiting(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Waiting bookings' })
  await list.getByRole('link').first().click()
  await page.getByRole('region', { name: /^Booking of/ }).waitFor()
}

async function reveal(page: Page): Promise<void> {
  await press(page, 'Reveal personal data')
  await page.getByRole('dialog').getByRole('button', { name: 'Reveal' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
