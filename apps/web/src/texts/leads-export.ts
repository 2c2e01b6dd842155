import type { ExportFormat } from '../leads/export.ts'

export const formats: Record<ExportFormat, string> = {
  csv: 'CSV, for spreadsheets',
  json: 'JSON, for programs',
}
export const failed = 'Nothing was exported'
export const noFile = 'The file could not be made. Try again.'
