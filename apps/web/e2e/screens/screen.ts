import type { Page } from '@playwright/test'

import type { Session } from '../api-client.ts'
import type { Server } from '../server.ts'

/**
 * How much is there: a server that nobody has set up, a first day without any data, a believable office, and far more and
 * longer than anybody has.
 */
export const states = ['bare', 'empty', 'real', 'crowded'] as const
export type State = (typeof states)[number]

/** Who looks at a screen; each is signed in, but for `nobody`. */
export type Viewer = 'nobody' | 'owner' | 'agent' | 'viewer' | 'stranded' | 'guarded' | 'stopped'

/** A running server in one state, and what screens need to know about it. */
export type World = {
  server: Server
  /** Those who are there in this state; screens of others are passed over. */
  sessions: Partial<Record<Viewer, Session>>
  /** A lead with a history. */
  leadId: string
  /** A lead that shares its phone with another one. */
  twinId: string
  /** A delivery that was applied. */
  deliveryId: string
  /** One that waits for somebody to look at it. */
  heldId: string
  /** One whose signature was wrong. */
  refusedId: string
}

/** A picture to take in each of its states, light and dark, wide and on a phone. */
export type Screen = {
  name: string
  states: State[]
  path: string | ((world: World) => string | Promise<string>)
  /** The owner when left out. */
  as?: Viewer
  /** Makes the server or the network behave, before the page is opened. */
  prepare?: (page: Page, world: World) => Promise<unknown>
  /** Brings out what is not seen at once. */
  reveal?: (page: Page, world: World) => Promise<unknown>
  /** It is to be seen while it still loads. */
  isLoading?: true
  /** Where it exists on one width alone. */
  only?: 'wide' | 'phone'
  /** The whole page instead of what is seen without scrolling. */
  whole?: true
}
