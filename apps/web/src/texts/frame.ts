import { counted } from '../format.ts'
export const rail = 'Workspace'
export const mainPages = 'Main'
export const skipToContent = 'Skip to content'
export const opening = 'Opening…'
export const openingHeard = 'Opening'
export const search = 'Search or jump'
export const searchMore = 'Search or jump…'
export const waiting = 'waiting'
export const whose = (who: string) => `${who}:`
export const health = (who: string, word: string) => `${whose(who)} ${word}`
export const accounts = (amount: number) => counted(amount, 'account')

export const live = 'Live'
export const liveMeaning = 'Changes made elsewhere show up here by themselves.'
export const lost = 'Reconnecting…'
export const lostMeaning =
  'The connection was lost. What you see may be old; it refreshes once the server answers.'

export const nameless = 'Signed in'
export const workspace = (name: string) => `Workspace: ${name}`
export const workspaces = 'Workspaces'
export const newWorkspace = 'New workspace…'
export const notSwitched = 'This is still the same workspace'
export const stillSignedIn = 'Still signed in'

export const leads = 'Leads'
export const lead = 'Lead'
export const importLeads = 'Import leads'
export const unmatched = 'Unmatched'
export const ignored = 'Ignored bookings'
export const deliveries = 'Deliveries'
export const insights = 'Insights'
export const settings = 'Settings'

/** The pages of settings, and what is there. */
export const settingsPages = {
  integrations: { label: 'Integrations', meaning: 'Cal.com: URL, secret, and what arrived.' },
  alarms: { label: 'Alarms', meaning: 'What is watched, and who is told when something is wrong.' },
  pipeline: { label: 'Pipeline', meaning: 'The stages that leads go through.' },
  rules: { label: 'Rules', meaning: 'Which bookings move leads where.' },
  members: { label: 'Members', meaning: 'Who works here, roles and invitations.' },
  apiKeys: { label: 'API keys', meaning: 'Other programs that read and change leads.' },
  workspace: { label: 'Workspace', meaning: 'Its name, and what holds for everybody in it.' },
  audit: { label: 'Audit log', meaning: 'Who did what, and what was refused.' },
}
