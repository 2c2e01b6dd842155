import type { ReactNode } from 'react'

export const title = 'Members'
export const lead = 'Who works in this workspace, and what each of them may do.'
export const invite = 'Invite'
export const alone =
  'Nobody else yet. Invite the people who call your leads: each signs in as themselves, and the timeline says who did what.'

export const you = '(you)'
export const roleOf = (name: string) => `Role of ${name}`
export const hasRole = (name: string, role: string) => `${roleOf(name)}: ${role}`
export const role = 'Role'
export const roleMeaning =
  'They are signed out at once, and have the other role as soon as they sign in again.'
export const changeRole = 'Change role'
export const notSignedIn = 'Not signed in'
export const here = (when: ReactNode) => <>Here {when}</>
export const twoStepOn = 'Two-step sign-in on'
export const twoStepOff = 'Two-step sign-in off'
export const moreFor = (name: string) => `More for ${name}`
export const resetLink = 'Link for a new password…'
export const resetTotp = 'Switch off two-step sign-in…'
export const leaveMenu = 'Leave this workspace…'
export const removeMenu = 'Remove…'

export const leaveTitle = (workspace: string) => `Leave ${workspace}?`
export const leave = 'Leave'
export const leaveMeaning =
  'You are signed out at once and see nothing of this workspace any more. Only an invitation brings you back.'
export const removeTitle = (name: string) => `Remove ${name}?`
export const remove = 'Remove'
export const removeMeaning =
  'They are signed out at once and see nothing of this workspace any more. What they did stays in the timelines. To have them back, invite them again.'

export const resetTotpTitle = (name: string) => `Switch off two-step sign-in for ${name}?`
export const switchOff = 'Switch off'
export const resetTotpMeaning = (name: string) =>
  `For somebody who lost their phone and their recovery codes. They are signed out, and get in by their password alone until they set it up again. Be sure that it is ${name} who asks: call them, or see them.`

export const resetLinkTitle = (name: string) => `New password for ${name}`
export const resetLinkMeaning = (name: string) =>
  `This makes a link for you to hand to ${name}, with which they set a new password. It works once, for a day. Until then their password stays as it is.`
export const resetLinkMade = (name: string) =>
  `It is shown this once. Hand it to ${name} yourself, by phone or in a message that only they read: whoever opens it first sets the password.`
export const link = 'Link'
export const makeLink = 'Make the link'
export const copyLinkNow = 'Copy the link now'

export const inviteTitle = 'Invite to this workspace'
export const email = 'Email'
export const emailExample = 'sam@sunnyroofs.example'
export const joinsAs = 'Joins as'
export const invitationMade = (address: string) =>
  `It is shown this once, works once, and ends in seven days. Send it to ${address} yourself: whoever opens it first joins.`
export const invitationLink = 'Invitation link'

export const invited = 'Invited'
/** `inviter` is null when they have left since. */
export const invitedBy = (inviter: string | null, when: ReactNode) => (
  <>
    By {inviter ?? 'somebody who left'}, {when}
  </>
)
export const ends = (when: ReactNode) => <>Ends {when}</>
/** After "Ends". */
export const now = 'now'
export const withdraw = 'Withdraw'
export const withdrawOf = (address: string) => `Withdraw the invitation of ${address}`
