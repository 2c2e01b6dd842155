import type { Suggestion } from '../trpc.ts'

/** Why a waiting booking may be of a lead. */
export const reasons: Record<Suggestion['reason'], string> = {
  booking_link: 'Came by this lead’s booking link',
  same_email: 'Same email',
  same_phone: 'Same phone',
  same_name_and_email_one_edit: 'Same name, email one letter off',
  same_name_and_postcode: 'Same name and postcode',
  email_one_edit: 'Email one letter off',
  same_name: 'Same name',
  email_one_edit_other_name: 'Another name, email one letter off',
}

/** What a button says, and what is only heard after it. */
export type CandidateAction = [shown: string, heard: (leadName: string) => string]

export const link: CandidateAction = ['Link', (leadName) => `to ${leadName}`]
export const merge: CandidateAction = ['Merge…', (leadName) => `with ${leadName}`]

export const finderPlaceholder = (label: string) => `${label}: name, email, phone or postcode`
export const noLeadMatches = (search: string) => `No lead matches “${search}”.`
export const leadsFound = 'Leads found'
