import { csvLine } from './csv.ts'

/** What a file of leads tells of each; times are ISO 8601 UTC. */
export type LeadRecord = {
  id: string
  name: string
  email: string | null
  otherEmails: string[]
  phone: string | null
  postcode: string | null
  address: string | null
  source: string
  stage: string
  owner: string | null
  pinned: boolean
  bookedAt: string | null
  nextBooking: { startTime: string | null; status: string } | null
  createdAt: string
  updatedAt: string
}

/** Makes spreadsheets read UTF-8. */
export const byteOrderMark = '\ufeff'

/** The first line of a file of leads, by whose names an import knows the columns again. */
export const leadCsvHeader = csvLine([
  ...['Id', 'Name', 'Email', 'Other emails', 'Phone', 'Postcode', 'Address', 'Source', 'Stage'],
  ...['Owner', 'Pinned', 'Booked at', 'Next booking', 'Next booking status', 'Captured'],
  'Last change',
])

/** A lead as a line of CSV. */
export function leadCsvLine(lead: LeadRecord): string {
  return csvLine([
    ...[lead.id, lead.name, lead.email, lead.otherEmails.join(' '), lead.phone, lead.postcode],
    ...[lead.address, lead.source, lead.stage, lead.owner, lead.pinned ? 'yes' : 'no'],
    ...[lead.bookedAt, lead.nextBooking?.startTime ?? null, lead.nextBooking?.status ?? null],
    ...[lead.createdAt, lead.updatedAt],
  ])
}
