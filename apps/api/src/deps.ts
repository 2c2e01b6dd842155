import type { Pool } from '@solar-capture/db/connect'

import type { Afterwards } from './afterwards.ts'
import type { Auth } from './auth.ts'
import type { Changes } from './changes.ts'
import type { Encryption } from './encryption.ts'
import type { Importer } from './importer.ts'
import type { Mail } from './mail.ts'
import type { Outgoing } from './outgoing.ts'
import type { SetupGuesses } from './setup-guesses.ts'
import type { StreamSlots } from './stream-slots.ts'

/** What the api is made of: built once by `main.ts`, and anew by each test. */
export type Deps = {
  /** The dashboard's pool. */
  db: Pool
  /** The webhook's own pool, so that a slow dashboard never keeps a delivery waiting. */
  ingestDb: Pool
  encryption: Encryption
  auth: Auth
  /** Tells every open dashboard what changed. */
  changes: Changes
  /** Imports files of leads in the background. */
  importer: Importer
  /** The one-time code that lets somebody create the owner. */
  setupCode: string
  setupGuesses: SetupGuesses
  /** Sends mail; null where none is set up. */
  mail: Mail | null
  /** Posts messages to addresses that people set. */
  outgoing: Outgoing
  /** Runs what no answer waits for. */
  afterwards: Afterwards
  /** How many dashboards follow what changes. */
  streams: StreamSlots
  /** The address that people and Cal.com reach. */
  publicUrl: URL
  /** Where this process itself listens, as `http://127.0.0.1:3000`; null until it does. */
  listening: { origin: string | null }
  now: () => Date
  /** Logs an error that no caller gets to see, without what it carries of people's data. */
  reportError: (error: unknown, message: string) => void
}
