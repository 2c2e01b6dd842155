import type { Page } from '@playwright/test'

import { ownName, payloads } from './xss-payloads.ts'
import type { State } from './xss-state.ts'

/** A screen of the dashboard with payloads on it. */
export type Screen = {
  name: string
  /** Its addresses: one for each payload, or one for all of them. */
  paths: (state: State) => string[]
  /** How often a payload is to be read on it; 0 where it shows none of what its address says. */
  shows: number
  /** The payloads that are on its only address; all of them when left out. */
  texts?: string[]
  /** Brings out what is not seen at once. */
  reveal?: (page: Page) => Promise<void>
}

const encoded = payloads.map(encodeURIComponent)
// Those of each lead that name it, but not all of them.
const bookedPath = '/deliveries?outcome=applied&trigger=BOOKING_CREATED'

/** Every screen; one that is not here is not tested. */
export const screens: Screen[] = [
  { name: 'Leads', paths: () => ['/leads?sort=name'], shows: 2, reveal: scrollThrough },
  { name: 'Search', paths: () => encoded.map((text) => `/leads?q=${text}`), shows: 2 },
  { name: 'Lead', paths: ({ leads }) => leads.map((id) => `/leads/${id}`), shows: 20 },
  { name: 'Unmatched', paths: waitingPaths, shows: 5 },
  { name: 'Integrations', paths: endpointPaths, shows: 2 },
  { name: 'Deliveries', paths: () => [bookedPath], shows: 1, reveal: scrollThrough },
  { name: 'Delivery', paths: ({ deliveries }) => deliveries.map(deliveryPath), shows: 2 },
  { name: 'API keys', paths: () => ['/settings/api-keys'], shows: 1 },
  { name: 'API', paths: () => encoded.map((text) => `/settings/api?q=${text}`), shows: 1 },
  { name: 'Audit log', paths: () => ['/settings/audit'], shows: 1, reveal: showMore },
  { name: 'Members', paths: () => ['/settings/members'], texts: [ownName], shows: 2 },
  { name: 'Workspace', paths: () => ['/settings/workspace'], texts: [ownName], shows: 2 },
  { name: 'Account', paths: () => ['/account'], texts: [ownName], shows: 2 },
  { name: 'Not found', paths: () => encoded.map((text) => `/nowhere/${text}`), shows: 0 },
  { name: 'Crafted addresses', paths: () => craftedPaths, shows: 0 },
]

const craftedPaths = encoded.flatMap((text, index) => {
  const crafted = [
    `/leads/${text}#${text}`,
    `/leads?stage=${text}&sort=${text}&${text}=${text}`,
    `/unmatched?booking=${text}`,
    `/deliveries/${text}`,
    `/deliveries?q=${text}&outcome=${text}&trigger=${text}&endpoint=${text}&when=${text}&from=${text}`,
    `/settings/integrations?endpoint=${text}&outcome=${text}`,
    `/settings/audit?group=${text}&who=${text}&from=${text}`,
    `/login?next=${text}`,
    `/join#${text}`,
    `/reset#${text}`,
  ]
  return crafted[index % crafted.length] ?? []
})

function waitingPaths({ waiting }: State): string[] {
  return waiting.map((id) => `/unmatched?booking=${id}`)
}

function endpointPaths({ endpoints }: State): string[] {
  return endpoints.map((id) => `/settings/integrations?endpoint=${id}`)
}

function deliveryPath(id: string): string {
  return `/deliveries/${id}`
}

// Only the rows near the ones in view are drawn: the next ones, or the first ones after the last.
async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { scrollY, innerHeight } = window
    const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    window.scrollTo(0, isAtEnd ? 0 : scrollY + innerHeight)
  })
}

async function showMore(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: /^Show (more|older)$/ })
  if (await more.isVisible()) await more.click()
}
