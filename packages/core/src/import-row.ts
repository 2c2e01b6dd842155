import type { z } from 'zod'

import { normalisePhone } from './contact.ts'
import { rearm } from './csv.ts'
import type { ImportField, ImportMapping } from './lead-import.ts'
import { leadChanges, needsContact, needsName, type NewLead } from './lead.ts'
import type { EditedField } from './timeline.ts'

/** What a row says of a lead, as leads have it; null is nothing. At least one of email and phone is there. */
export type RowValues = Record<EditedField, string | null>

export type ReadRow = { ok: true; values: RowValues } | { ok: false; reason: string }

const fields: readonly EditedField[] = ['name', 'email', 'phone', 'postcode', 'address', 'source']

/** What a row of a file says by its mapping, or in a sentence why that cannot be used. */
export function readRow(cells: string[], mapping: ImportMapping): ReadRow {
  const texts = textsOf(cells, mapping)
  const phone = texts.get('phone')
  if (mapping.leavesOutPhones === true && phone !== undefined && texts.has('email'))
    if (normalisePhone(phone) === null) texts.delete('phone')
  if (texts.size === 0) return refuse('Nothing is in this row.')
  const parsed = leadChanges.safeParse(Object.fromEntries(texts))
  if (!parsed.success) return refuse(reasonOf(parsed.error))
  const values = Object.fromEntries(
    fields.map((field) => [field, parsed.data[field] ?? null]),
    // One for each field.
  ) as RowValues
  if (values.email === null && values.phone === null) return refuse(needsContact)
  return { ok: true, values }
}

/** A new lead from what a row says, or in a sentence why it cannot be one; `source` is where the row names none. */
export function toNewLead(
  values: RowValues,
  source: string,
): { ok: true; lead: NewLead } | { ok: false; reason: string } {
  const { name } = values
  if (name === null) return refuse(needsName)
  return { ok: true, lead: { ...values, name, source: values.source ?? source } }
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason }
}

/** What is not empty. */
function textsOf(
  cells: string[],
  { columns, callingCode }: ImportMapping,
): Map<EditedField, string> {
  const filled = (field: ImportField) =>
    columns.flatMap((taken, index) => {
      const text = taken === field ? rearm((cells[index] ?? '').trim()).trim() : ''
      return text === '' ? [] : [text]
    })
  const [first, last] = [filled('firstName')[0], filled('lastName')[0]]
  const joined = [first, last].filter((part) => part !== undefined).join(' ')
  const phone = filled('phone')[0]
  const texts: Record<EditedField, string | undefined> = {
    name: filled('name')[0] ?? joined,
    email: filled('email')[0],
    phone: phone && internationalPhone(phone, callingCode),
    postcode: filled('postcode')[0],
    address: filled('address').join(', '),
    source: filled('source')[0],
  }
  return new Map(fields.flatMap((field) => (texts[field] ? [[field, texts[field]] as const] : [])))
}

// How many digits a number has where nothing is put in front of it at home. Italy's keep the 0 that they begin with.
const digitsWithoutTrunk: Record<string, number> = {
  ...{ '+1': 10, '+30': 10, '+34': 9, '+45': 8, '+47': 8, '+48': 9, '+351': 9, '+420': 9 },
}

/** A phone number with its country code, where it is written as in that country, or has the code without its plus. */
function internationalPhone(text: string, callingCode: string | null): string {
  if (callingCode === null) return text
  const digits = text.replaceAll(/\D/g, '')
  if (/^[\d(]/.test(text) && digits.length === digitsWithoutTrunk[callingCode])
    return callingCode + text
  if (callingCode === '+39' && /^\(?0(?!0)/.test(text)) return callingCode + text
  if (/^\(?0(?!0)/.test(text)) return callingCode + text.replace('0', '')
  return digits.startsWith(callingCode.slice(1)) && /^\d/.test(text) ? `+${text}` : text
}

const labels: Record<string, string> = {
  ...{ name: 'name', email: 'email address', phone: 'phone number' },
  ...{ postcode: 'postcode', address: 'address', source: 'source' },
}

function reasonOf({ issues }: z.ZodError): string {
  const [issue] = issues
  if (!issue) return 'This row cannot be used.'
  if (issue.code !== 'too_big') return issue.message
  const label = labels[String(issue.path[0])] ?? 'text'
  return `The ${label} is longer than ${String(issue.maximum)} characters.`
}
