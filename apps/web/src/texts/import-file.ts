// Why a file cannot be imported, and how its columns are called that have no name.

export const tooLarge = 'The file is larger than 50 MB. Split it, and import the parts.'
export const spreadsheet =
  'This is a spreadsheet, not a CSV file. Save it as CSV there, then choose that.'
export const unreadable =
  'The file cannot be read. It may have been changed, moved or removed: choose it again.'
export const empty = 'The file is empty.'
export const tooManyColumns = (most: number) => `The file has more than ${most} columns.`
export const tooManyRows = 'The file has more than 200,000 rows. Split it, and import the parts.'
export const noRows = 'The file has the names of its columns, but no rows.'
/** `problem` is what is wrong with it, a sentence or ''. */
export const repair = (problem: string) => `${problem} Repair the file, then choose it again.`
export const nameless = (number: number) => `Column ${number}`
const mostShown = 30
/** `text` is what is first in it, or ''. */
export const columnLike = (number: number, text: string) => {
  if (text === '') return nameless(number)
  const letters = Array.from(text)
  const short = letters.slice(0, mostShown).join('').trim()
  return `${nameless(number)} (${letters.length > mostShown ? `${short}…` : text})`
}
