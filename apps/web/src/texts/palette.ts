import { counted } from '../format.ts'

export const title = 'Search or jump'
export const placeholder = 'Find a lead, a page or something to do'
export const list = 'Found'
export const found = (leads: number) => counted(leads, 'lead')
export const showAll = (search: string) => `Search all leads for “${search}”`
export const leadsFailed = (error: string) => `Leads: ${error}`

export const openedLast = 'Opened last'
export const pagesAndActions = 'Pages and actions'
export const leads = 'Leads'

export const goTo = 'Go to'
export const act = 'Do'
export const settings = 'Settings'
export const workspaces = 'Workspaces'

// Each is also found by the other words.
export const newLead = { label: 'New lead', also: 'add create capture' }
export const importLeads = { label: 'Import leads', also: 'csv file upload' }
export const invite = { label: 'Invite member', also: 'add person user colleague' }
export const keys = { label: 'Keyboard shortcuts', also: 'help' }
export const colours = (scheme: string) => ({
  label: `Colours: ${scheme.toLowerCase()}`,
  also: 'scheme theme mode',
})
export const signOut = { label: 'Sign out', also: 'log out leave' }
export const settingsPage = (label: string, meaning: string) => ({
  label,
  also: `settings ${meaning}`,
})
export const account = { label: 'Account', also: 'settings password two-step sessions' }
export const api = { label: 'API', also: 'settings documentation' }
export const switchTo = (workspaceName: string) => ({
  label: `Switch to ${workspaceName}`,
  also: 'workspace',
})
export const newWorkspace = { label: 'New workspace', also: 'add create' }
