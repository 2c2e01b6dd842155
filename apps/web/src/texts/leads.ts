import { count } from '../format.ts'
import type { LeadColumn } from '../leads/lead-columns.ts'
import { amountText, type Amount } from '../leads/use-lead-counts.ts'
import * as common from './common.ts'

export const title = 'Leads'
export const newLead = 'New lead'
export const importLeads = 'Import'
export const exportLeads = 'Export'
export const exportMatching = (amount: Amount | undefined) =>
  amount === undefined ? 'Export leads' : `Export ${leads(amount)}`

/** '1 lead', '12,403 leads', '1,000+ leads'. */
export const leads = (amount: Amount) =>
  `${amountText(amount)} ${amount.total === 1 && !amount.isAtLeast ? 'lead' : 'leads'}`
export const leadsFound = (amount: Amount) => `${leads(amount)} found`
export const loading = 'Loading leads'

export const noneYet = 'No leads yet'
export const noneYetText =
  'People who are interested in solar will be listed here, with their stage and their next booking. Bookings made through Cal.com find their lead by email address.'
export const noneMatches = 'No lead matches'
export const noneMatchesText = 'Try fewer words or fewer filters.'
export const didYouMean = 'Did you mean'
export const showAll = 'Show all leads'

export const layout = 'Layout'
export const table = 'Table'
export const board = 'Board'
export const sort = 'Sort'
export const views = 'Views'
export const modified = '· modified'
export const columns = 'Columns'
export const usualColumns = 'The usual columns'
export const columnNames: Record<LeadColumn, string> = {
  name: common.name,
  stage: common.stage,
  booking: 'Next booking',
  email: common.email,
  phone: common.phone,
  postcode: common.postcode,
  owner: common.owner,
  source: common.source,
  since: 'In stage since',
  captured: 'Captured',
  changed: 'Last change',
}

export const outdated = 'Leads have changed since you opened this list.'
export const onlyBooked = 'Only leads with a booking to come, the soonest first.'
export const noneBooked = 'No booking to come'
export const noneBookedText = 'None of these leads has one. In another order they are all listed.'
export const sortByLastChange = 'Sort by last change'

export const select = 'Select'
export const selectOne = (name: string) => `Select ${name}`
export const selectAllLoaded = 'Select all that are loaded'
/** What selecting more than what is loaded takes: `most` is as many as can be selected. */
export const selectMore = (amount: Amount | undefined, most: number) => {
  if (amount === undefined || amount.isAtLeast) return 'Select all that match'
  return amount.total > most ? `Select the first ${count(most)}` : `Select all ${leads(amount)}`
}
