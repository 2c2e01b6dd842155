import type { ImportField } from '@solar-capture/core/lead-import'

import { count, counted } from '../format.ts'
import * as common from './common.ts'

export const columns = 'Columns'
export const inFile = 'In the file'
export const suchAs = 'Such as'
export const becomes = 'Becomes'
export const oneBecomes = (column: string) => `${column} becomes`
export const leftOut = 'Left out'
/** What a column can be taken as, by the words of the lead's page. */
export const fields: Record<ImportField, string> = {
  name: common.name,
  firstName: 'First name',
  lastName: 'Last name',
  email: common.email,
  phone: common.phone,
  postcode: common.postcode,
  address: common.address,
  source: common.source,
}
export const source = 'Source of new leads'
export const sourceText = 'Where their row does not say it.'
export const usualSource = 'Imported'
export const countryCode = 'Country code'
export const countryCodeText = 'For phone numbers without one, such as 44.'
export const countryCodeExample = 'None'
export const countryCodeWrong = 'Enter the digits of a country, such as 44.'

export const leavesOutPhones = 'Leave out phone numbers that cannot be used'
export const leavesOutPhonesText = 'Rows with an email address are then imported without them.'

export const title = 'What will happen'
export const noContact =
  'Choose the column that has the email address or the phone number: leads are found and matched to bookings by these.'
export const comparing = (rows: number) => `Comparing ${counted(rows, 'row')} with your leads…`
export const importNow = 'Import'
export const importRows = (rows: number) => `Import ${counted(rows, 'row')}`
export const importLeads = (leads: number) => `Import ${counted(leads, 'lead')}`
export const discardFile = 'Discard the file'

export const created = (amount: number) => `New ${count(amount)}`
export const updated = (amount: number) => `Changed ${count(amount)}`
export const refused = (amount: number) => `Refused ${count(amount)}`
export const noneCreated = 'No row is a new lead.'
export const noneUpdated = 'No row changes a lead.'
export const noneRefused = 'Every row can be used.'
/** How many rows are refused. */
export const someRefused = (refused: number, looked: number) =>
  refused === looked
    ? `Every row is refused`
    : `${count(refused)} of ${counted(looked, 'row')} ${refused === 1 ? 'is' : 'are'} refused`
/** Why most of them are; `reason` is a sentence. */
export const mostly = (times: number, refused: number, reason: string) =>
  times === refused ? reason : `${count(times)} of them: ${reason}`
export const withoutCode = (times: number, refused: number) => {
  const phones = times === 1 ? 'its phone number has' : 'their phone numbers have'
  const because = `because ${phones} no country code.`
  return times === refused
    ? `${because[0]?.toUpperCase()}${because.slice(1)}`
    : `${count(times)} of them ${because}`
}
export const enterCode = 'Enter the country code'
export const isLong = (looked: number) =>
  `The file is long: these are its first ${count(looked)} rows. The others are decided in the same way.`
export const unchanged = (amount: number) =>
  `${counted(amount, 'row says', 'rows say')} nothing new of a lead that is there.`
export const whoseRows =
  'Rows are of the lead that has their email address, or that alone has their phone number. Empty cells change nothing.'

export const newLeads = 'New leads'
export const newLeadsHead = [
  'Row',
  common.name,
  common.email,
  common.phone,
  common.postcode,
  common.address,
  common.source,
]
export const changedLeads = 'Changed leads'
export const changedLeadsHead = ['Row', 'Lead', 'What changes']
export const nothing = 'nothing'
export const refusedRows = 'Rows and why they were refused'
export const refusedRowsHead = (columns: readonly string[]) => ['Row', 'Why', ...columns]
export const firstOf = (shown: number, total: number) => `The first ${shown} of ${count(total)}.`
