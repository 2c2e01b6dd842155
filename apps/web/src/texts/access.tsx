import type { ReactNode } from 'react'

export const signIn = 'Sign in'
export const signInLead = 'Leads, bookings and what became of them.'
export const signedOut = 'You are signed out'
export const signedOutMeaning =
  'Your session ended, perhaps in another window. What you have not saved is still on the page: sign in again, then save it.'
export const notNow = 'Not now'
export const noMoreMember = 'You are signed in, but you do not belong to this workspace any more.'
export const passwordChanged = 'Your password was changed. Sign in with the new one.'
export const email = 'Email'
export const forgot = 'Forgot your password?'

export const secondStep = 'Second step'
export const secondStepLead = (signedInAs: string) => `You sign in as ${signedInAs}.`
export const back = 'Back'
/** The two kinds of codes; `other` leads to the other kind. */
export const codes = {
  app: {
    label: 'Code',
    description: 'The six digits that your authenticator app shows.',
    wrong: 'This code is wrong, used or too old. Give the one that your app shows now.',
    other: 'Use a recovery code instead',
  },
  recovery: {
    label: 'Recovery code',
    description: 'One of the ten that you kept when you set this up. Each works once.',
    wrong: 'This recovery code is wrong or was used. Try another one.',
    other: 'Use a code of your app instead',
  },
}

export const forgotWithoutMail =
  'Ask an owner or admin of your workspace for a reset link. They make it under Settings → Members.'
/** `command` is what is typed on the server before the address. */
export const onlyOwner = (command: ReactNode) => (
  <>
    You are the only owner? Whoever runs the server can make one there: {command} followed by your
    email address.
  </>
)
export const backToSignIn = 'Back to sign in'
export const forgotByMail = 'We send you a link with which you choose a new one.'
export const sendLink = 'Send the link'
export const mailSent = 'Look into your mail'
export const mailSentLead = (to: string) =>
  `If somebody signs in here as ${to}, a link is on its way to them. It works once, for an hour.`

export const chooseNew = 'Choose a new password'
export const chooseNewLead = 'It signs you out everywhere. Then sign in with the new one.'
export const deadLink = 'This link does not work'
export const deadLinkLead = 'It is used up, replaced or too old.'
export const deadLinkText = 'Ask for a new one where you got it, and open the whole link.'
export const goToSignIn = 'Go to sign in'

export const deadInvitation = 'This invitation does not work'
export const deadInvitationLead = 'It is used up, withdrawn or too old.'
export const deadInvitationText = 'Ask whoever invited you for a new one, and open the whole link.'
export const joinAny = 'Join a workspace'
export const joinOne = (workspace: string) => `Join ${workspace}`
export const joinLead = (role: string, address: string) =>
  `You join as ${role.toLowerCase()}, with ${address}.`
export const yourName = 'Your name'
export const join = 'Join'
export const haveAccount = 'You have an account with this address already?'
export const signInToJoin = 'Sign in to join'

export const noWorkspace = 'You are in no workspace'
export const noWorkspaceLead = (signedInAs: string) =>
  `You are signed in as ${signedInAs}, but nobody has you in their workspace any more.`
export const noWorkspaceText =
  'Ask an owner or admin for an invitation, then open its link in this browser.'

export const setUpTitle = 'Set up Solar Capture'
export const setUpLead = 'Create the workspace and its owner. This page works once.'
export const setupCode = 'Setup code'
export const setupCodeMeaning = 'Printed in the terminal where the server was started.'
export const company = 'Company'
export const companyExample = 'Sunny Roofs Ltd'
export const yourEmail = 'Your email'
export const setUp = 'Set up'
