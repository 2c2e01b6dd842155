import type { ReactNode } from 'react'

import type { Overlap, SecretMatch } from '@solar-capture/core/secret-overlap'

import { count, counted } from '../format.ts'

export const label = 'Webhook secret'
export const placeholderFirst = 'At least 32 characters'
export const placeholderNext = 'Paste a new one to replace it'
export const save = 'Save settings'
export const generate = 'Generate'
export const saved = 'Saved. Cal.com must have the same secret.'

export const length = (characters: number) => counted(characters, 'character')
/** `when` is how long ago. */
export const set = (when: ReactNode, by: string | null) => (
  <>
    set {when}
    {by !== null && ` by ${by}`}
  </>
)
export const fingerprint = (hex: ReactNode) => <>fingerprint {hex}</>
export const fingerprintHint =
  'Equal secrets have equal fingerprints. The secret cannot be read off it.'
export const lastUsed = (when: ReactNode) => <>last used {when}</>
export const notUsed = 'not used yet'

export const copyNow =
  'Copy this secret now and paste it in Cal.com. It is saved here and will not be shown again.'
export const newSecret = 'New secret'

export const rotateTitle = 'Replace the webhook secret?'
export const rotateLead =
  'Until you have pasted the new secret in Cal.com, its bookings are signed with the old one.'
export const pasted = 'The secret that you pasted becomes the new one.'
export const made = 'A new one is made and shown to you once.'
export const keepOld = 'How long should the old secret still count?'
export const overlaps: Record<Overlap, string> = {
  none: 'Stop it now',
  '1h': '1 hour',
  '24h': '24 hours',
  '7d': '7 days',
}
export const overlapMeanings: Record<Overlap, string> = {
  none: 'Bookings are refused until Cal.com has the new one.',
  '1h': 'Enough when you paste it in Cal.com now.',
  '24h': 'Nothing gets lost, and there is time.',
  '7d': 'When somebody else has to paste it.',
}
export const dropsOldest = (hex: string, left: string) =>
  `Only two secrets count at a time. ${hex}, which would count until ${left}, stops at once.`
export const rotate = 'Replace secret'
export const generateAndRotate = 'Generate and replace'

export const steps = 'Steps of the change'
export const stepGenerated = 'The new secret is saved here. Both count.'
export const stepPaste = 'Paste it in Cal.com’s Secret field and save the webhook.'
export const stepPing = 'Press Ping test in Cal.com.'
export const stepInUse = 'The new secret is in use.'
export const stepRetires = (when: string) => `The old one stops by itself, ${when}.`

export const oldCounts = (hex: ReactNode, when: string) => (
  <>
    The old secret {hex} still counts, until {when}.
  </>
)
export const meter = (current: number, previous: number) =>
  `Last ${counted(current + previous, 'delivery', 'deliveries')}: ${count(current)} new, ${count(previous)} old`
export const noneYet = 'No delivery yet'
export const retire = 'Stop the old one now'
export const retireTitle = 'Stop the old secret now?'
export const retireText = (previous: number) =>
  previous === 0
    ? 'Whatever is signed with it from then on is refused.'
    : `${count(previous)} of the last deliveries were still signed with it. Whatever is signed with it from then on is refused: paste the new one in Cal.com first.`

export const check = 'Check a secret'
export const checkTitle = 'Check a secret'
export const checkText =
  'Paste what stands in Cal.com’s Secret field, to see whether it is the one here. It is compared and not kept.'
export const checkLabel = 'Secret to check'
export const checkAction = 'Check'
export const matches: Record<SecretMatch, string> = {
  current: 'It is the secret that is saved here.',
  previous: 'It is the old secret, which still counts for now.',
  spaced:
    'It is the secret that is saved here, but for white space at its ends: remove that in Cal.com.',
  retired: 'It is a secret that was replaced: what is signed with it is refused.',
  none: 'It is not a secret of this account. Paste the one of here in Cal.com, or save this one here.',
}

export const leaked = 'Leaked: stop now'
export const leakedTitle = 'Stop every secret so far?'
export const leakedText =
  'The secret stops at once and for good, and a new one is made. Bookings are refused until you paste that one in Cal.com. Then look at what the old one let in.'
export const leakedAction = 'Stop it and make a new one'
export const report = 'See what came in with each secret'
export const reportTitle = 'What came in with each secret'
export const reportSecret = 'Secret'
export const reportEvery = 'All of them'
export const reportOne = (one: {
  fingerprint: string
  status: SecretStatus
  count: number
  isAtLeast: boolean
}) =>
  `${one.fingerprint} · ${secretStatus[one.status]} · ${atLeast(one.isAtLeast)}${counted(one.count, 'delivery', 'deliveries')}`
type SecretStatus = 'current' | 'previous' | 'retired'
const secretStatus: Record<SecretStatus, string> = {
  current: 'counts now',
  previous: 'old, counts for now',
  retired: 'stopped',
}
const atLeast = (isAtLeast: boolean) => (isAtLeast ? 'at least ' : '')
export const reportSince = 'Since'
export const reportCount = (amount: number, isAtLeast: boolean) =>
  amount === 0
    ? 'Nothing came in since then.'
    : `${isAtLeast ? 'At least ' : ''}${counted(amount, 'delivery', 'deliveries')} came in. Look for bookings that nobody made.`
export const reportCut = (shown: number) => `The last ${count(shown)} of them:`
export const reportLoading = 'Looking for deliveries…'
