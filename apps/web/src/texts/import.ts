import { count, counted } from '../format.ts'
import type { LeadImport } from '../import/import-query.ts'

type State = LeadImport['state']

export { importLeads as title } from './frame.ts'
export const lead =
  'From a CSV file, as spreadsheets and other tools save it. You see what will happen before anything does.'
export const backToLeads = 'Leads'
export const titleOf = (fileName: string) => `Import ${fileName}`
/** What is said below the name of a file, by how far it is. */
export const leads: Record<State, (file: LeadImport) => string> = {
  receiving: ({ rows }) =>
    `${counted(rows, 'row')} are here, but not the whole file. Choose it again to go on.`,
  received: ({ rows }) =>
    `${counted(rows, 'row')}. Say what the columns are, and look at what will happen.`,
  importing: ({ rows, by }) => `${counted(rows, 'row')}, imported by ${by}.`,
  stopped: ({ rows }) => `${counted(rows, 'row')}. The import was stopped.`,
  done: ({ rows, by }) => `${counted(rows, 'row')}, imported by ${by}.`,
}

export const missing = 'This import is not here'
export const missingText = 'It may have been discarded, or be older than a week.'
export const importFile = 'Import a file'

export const drop = 'Drop a CSV file here, or'
export const choose = 'Choose a file'
/** What a dialog offers to choose. */
export const accepted = '.csv,.tsv,.txt,text/csv,text/tab-separated-values'
export const limits =
  'Up to 200,000 rows and 50 MB. A lead needs a name, and an email address or a phone number.'
export const reading = (fileName: string) => `Reading ${fileName}…`
export const howMuchRead = 'How much of the file is read'
export const readSoFar = (rows: number) => `${counted(rows, 'row')} so far`
export const lastFiles = 'Files of the last week'
/** How far a file is, in its line of the list. */
export const states: Record<State, (file: LeadImport) => string> = {
  receiving: ({ rows }) => `${counted(rows, 'row')} so far, choose it again to go on`,
  received: ({ rows }) => `${counted(rows, 'row')}, not imported yet`,
  importing: ({ done }) => `${counted(done, 'row')} imported so far`,
  stopped: ({ done }) => `Stopped after ${counted(done, 'row')}`,
  done: ({ counts: { created, updated } }) =>
    `${counted(created, 'new lead')}, ${counted(updated, 'change')}`,
}
export const discard = 'Discard'
export const discardOne = (fileName: string) => `Discard ${fileName}`

export const howMuchImported = 'How much is imported'
/** How many rows are done; `left` says how long the others take, null when that is not known. */
export const atWork = (done: number, rows: number, left: string | null) =>
  `${count(done)} of ${count(rows)} rows${left === null ? '' : `, ${left}`}`
export const notAtWork = (done: number, rows: number) =>
  `${count(done)} of ${count(rows)} rows, stopped`
export const fewSecondsLeft = 'a few seconds left'
export const secondsLeft = (seconds: number) => `about ${seconds} s left`
export const minutesLeft = (minutes: number) => `about ${minutes} min left`
export const stop = 'Stop'
export const goOn = 'Go on'
export const mayLeave = 'You can leave this page: the import goes on.'
export const stays = 'What is imported stays. The rest waits here for a week.'

/** What became of rows. */
export const outcomes = {
  created: 'New leads',
  updated: 'Changed',
  unchanged: 'Nothing new',
  refused: 'Refused',
}
export const importAnother = 'Import another file'
export const allRows = 'All rows with outcome'
export const refusedRows = 'Refused rows'
export const refusedText =
  'They come with the reason of each. Repair them, then import that file: its first columns are left out by themselves.'
export const download = 'Download them'
