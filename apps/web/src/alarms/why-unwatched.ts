import type { notWatched } from '../texts/alarms.ts'
import type { Endpoint } from '../trpc.ts'

type Looked = { mode: Endpoint['mode']; secret: object | null }

/** Why nothing that happens at an account can raise an alarm; null where it can. */
export function whyUnwatched({ mode, secret }: Looked): keyof typeof notWatched | null {
  if (mode !== 'active') return mode
  return secret === null ? 'secret' : null
}
