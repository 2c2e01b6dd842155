import type { ReactNode } from 'react'

export const title = 'API keys'
export const lead = 'Keys let other programs read and change leads, each only as far as you allow.'
export const whatTheyCan = 'What they can ask for'
export const newKey = 'New key'
export const noKeys = 'No active keys'
export const noKeysText =
  'Make one for each program that works with your leads, so that each can be stopped alone.'
export const ended = (amount: number) => `Revoked and expired keys (${amount})`

export const neverUsed = 'Never used'
export const used = (when: ReactNode) => <>Used {when}</>
export const neverExpires = 'Never expires'
export const expires = (when: ReactNode) => <>Expires {when}</>
/** After "Expires". */
export const now = 'now'
export const expired = 'Expired'
export const revoked = 'Revoked'
export const revoke = 'Revoke'
export const revokeOne = (name: string) => `Revoke ${name}`
export const revokeTitle = 'Revoke this key?'
export const revokeKey = 'Revoke key'
export const revokeMeaning = (name: string) =>
  `Programs that use “${name}” stop working at once. This cannot be taken back.`

export const newKeyTitle = 'New API key'
export const copyNow = 'Copy the key now'
export const shownOnce =
  'It is shown this once. Keep it where the program that uses it can read it.'
export const apiKey = 'API key'
/** `header` is the header of a request and its value. */
export const sendIt = (header: ReactNode) => <>Send it with each request, as {header}</>
export const name = 'Name'
export const nameMeaning = 'The program that will use it.'
export const nameExample = 'Website form'
export const itMay = 'It may'
export const nothingChosen = 'Choose at least one, or the key can do nothing.'
export const endsAfter = 'Stops working after'
/** By days. */
export const lifetimes = { '30': '30 days', '90': '90 days', '365': 'One year' }
export const create = 'Create key'
