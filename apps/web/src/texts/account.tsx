import type { ReactNode } from 'react'

import { counted } from '../format.ts'

export const title = 'Account'

export const workspaces = 'Workspaces'
export const newWorkspace = 'New workspace'

export const twoStep = 'Two-step sign-in'
export const on = 'On'
export const off = 'Off'
export const twoStepMeaning =
  'Sign in with your password and a code from your phone: the password alone lets nobody in.'
export const setUpTwoStep = 'Set up two-step sign-in'
/** `since` is how long ago it was switched on. */
export const twoStepOn = (since: ReactNode, codesLeft: number) => (
  <>
    You sign in with your password and a code from your app. Switched on {since}, {codesLeft} of 10
    recovery codes left.
  </>
)
export const fewCodesLeft = (amount: number) =>
  amount === 0 ? 'No recovery codes left' : `Only ${counted(amount, 'recovery code')} left`
export const makeNewCodes = 'Make new ones: without any, a lost phone locks you out.'
export const newCodes = 'New recovery codes…'
export const switchOffMenu = 'Switch off…'

export const disableTitle = 'Switch two-step sign-in off?'
export const disableMeaning =
  'Then your password alone lets in whoever has it. Your recovery codes stop working.'
export const switchOff = 'Switch off'
export const switchedOff = 'Two-step sign-in is off'

export const enableMeaning =
  'You need a phone with an authenticator app. From then on you sign in with your password and a code that the app shows.'
export const goOn = 'Continue'
export const scan =
  'Scan this with an authenticator app on your phone. No app yet? Any works: Google Authenticator, Microsoft Authenticator, 1Password.'
export const qrCode = 'QR code for your authenticator app'
export const openApp = 'Is the app on this device? Open it'
export const typeKey = 'Or type this key into the app'
export const codeOfApp = 'Code that the app shows'
export const switchOn = 'Switch on'

export const keepCodes = 'Keep your recovery codes'
export const codesMeaning =
  'Each signs you in once, when your phone is not at hand. They are shown only now: keep them with your passwords, not on the phone.'
export const recoveryCodes = 'Recovery codes'
export const copyRefused = 'Your browser does not let us copy. Download them instead.'
export const download = 'Download'
export const kept = 'I have kept them'
export const codesCopied = 'Recovery codes copied'
/** The paragraphs of the file that is downloaded. */
export const codesFile = (email: string, address: string) => [
  `Recovery codes of ${email} for Solar Capture at ${address}`,
  'Each stands in once for a code of the authenticator app. New ones replace all of these.',
]

export const renewTitle = 'New recovery codes'
export const renewMeaning = 'You get ten new ones. Those that you have stop working at once.'
export const renew = 'Make new codes'

export const yourPassword = 'Your password'
export const eitherCode = 'Six digits from your app, or a recovery code.'
export const currentPassword = 'Current password'
export const passwordChanged = 'Password changed'
export const passwordChangedText =
  'Everybody else who was signed in with the old one is signed out.'

export const sessions = 'Where you are signed in'
export const signOutElsewhere = 'Sign out everywhere else'
export const signOutElsewhereTitle = 'Sign out everywhere else?'
export const signOutElsewhereMeaning = (others: number) =>
  `${counted(others, 'other browser is', 'other browsers are')} signed out at once. You stay signed in here.`
export const unknownAddress = 'Unknown address'
export const signedIn = (when: ReactNode) => <>signed in {when}</>
export const used = (when: ReactNode) => <>used {when}</>
export const thisDevice = 'This device'
export const signOutDevice = (device: string) => `Sign out ${device}`

export const browserOn = (browser: string, system: string) => `${browser} on ${system}`
export const someBrowserOn = (system: string) => `A browser on ${system}`
export const unknownBrowser = 'Unknown browser'
