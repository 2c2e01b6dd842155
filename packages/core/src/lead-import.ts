/**
 * Where a file of leads stands: its rows are coming in, all are there, they are imported, somebody stopped that, all are
 * imported.
 */
export const importStates = ['receiving', 'received', 'importing', 'stopped', 'done'] as const
export type ImportState = (typeof importStates)[number]

/** What became of a row: a new lead, a changed one, one that already was like that, none. */
export const importedOutcomes = ['created', 'updated', 'unchanged', 'refused'] as const
export type ImportedOutcome = (typeof importedOutcomes)[number]

/** What a column of a file can be taken as. First and last name make a name where there is no whole one. */
export const importFields = [
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'postcode',
  'address',
  'source',
] as const
export type ImportField = (typeof importFields)[number]

/** What a file may hold at most, and what one request brings of it. */
export const importLimits = {
  rows: 200_000,
  bytes: 50_000_000,
  columns: 100,
  /** Characters; what is longer fits into nothing that a lead has. */
  cell: 1_000,
  rowsAtOnce: 1_000,
  bytesAtOnce: 900_000,
}

/** What text can be written in that is neither UTF-8 nor UTF-16, by the labels that `TextDecoder` takes. */
export const importEncodings = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
  'macintosh',
] as const
export type ImportEncoding = (typeof importEncodings)[number]

/** How the rows of a file become leads, and how they were read. */
export type ImportMapping = {
  /** What each column is taken as, in their order; null leaves it out. Of several for one field the first that is filled counts. */
  columns: (ImportField | null)[]
  /** How new leads were captured where their row does not say. */
  source: string
  /** Stands for the 0 in front of phone numbers that come without one, such as +44; null refuses these. */
  callingCode: string | null
  /** A phone number that cannot be used is left out where an email is there; otherwise its row is refused. */
  leavesOutPhones?: boolean | undefined
  /** The first row of the file is one of its rows: no row named its columns. */
  isHeaderless?: boolean | undefined
  /** What the file was taken to be written in, where it is neither UTF-8 nor UTF-16. */
  encoding?: ImportEncoding | undefined
}

/** What a calling code looks like. */
export const callingCodePattern = /^\+[1-9]\d{0,2}$/

/** A calling code from `+49`, `0049` or `49`; null when it is none. */
export function toCallingCode(text: string): string | null {
  const code = `+${text.replaceAll(/[\s()]/g, '').replace(/^(\+|00)/, '')}`
  return callingCodePattern.test(code) ? code : null
}

/** A cell as it is kept: without what the database cannot hold, and no longer than anything needs. */
export function toCell(text: string): string {
  return text.slice(0, importLimits.cell).replaceAll('\0', '\ufffd').toWellFormed()
}

/** The row of a spreadsheet that a row of a file is: the header, where there is one, is the first one there. */
export function sheetRow(
  number: number,
  reading: Pick<ImportMapping, 'isHeaderless'> | null,
): number {
  return reading?.isHeaderless === true ? number : number + 1
}
