import type { ImportEncoding } from '@solar-capture/core/lead-import'

// How a file is read.

export const firstRow = 'The first row has the names of the columns'
export const writtenIn = 'Written in'
export const writtenInText = 'Choose another one where letters below are wrong.'
export const encodings: Record<ImportEncoding, string> = {
  'windows-1252': 'Western (Windows-1252)',
  'windows-1250': 'Central European (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1255': 'Hebrew (Windows-1255)',
  'windows-1256': 'Arabic (Windows-1256)',
  shift_jis: 'Japanese (Shift-JIS)',
  gb18030: 'Chinese (GB18030)',
  big5: 'Chinese (Big5)',
  'euc-kr': 'Korean (EUC-KR)',
  macintosh: 'Western (Mac OS Roman)',
}
export const chooseAgain = 'Choose the file again'
export const chooseAgainText = 'to have it read in another way.'
export const otherFile = (fileName: string) => `That is another file. Choose ${fileName}.`
