import type { AuditGroup } from '@solar-capture/core/audit'

export const title = 'Audit log'
export const lead =
  'Who signed in, who changed settings, keys and members, and what was refused. Nobody can change it.'

export const filters = 'Filters'
export const what = 'What'
export const everything = 'Everything'
export const groups: Record<AuditGroup, string> = {
  sign_in: 'Signing in',
  people: 'Members',
  keys: 'Keys and secrets',
  settings: 'Settings',
  data: 'Deliveries',
  refused: 'Refused',
  system: 'The server',
}
export const who = 'Who'
export const everybody = 'Everybody'
export const from = 'From'
/** Between the two days. */
export const to = 'to'
export const upTo = 'Up to and including'
export const clear = 'Clear'

export const loading = 'Loading the audit log'
export const nothing = 'Nothing of this kind'
export const nothingMatches =
  'Nothing matches these filters. Choose a longer time or another person.'
export const nothingYet = 'What people and programs do here will be listed.'
export const showOlder = 'Show older'

/** Who did it. */
export const theServer = 'The server'
export const key = (name: string) => `Key ${name}`
export const unknown = 'Somebody unknown'
