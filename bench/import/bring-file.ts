import type { Call } from './api-calls.ts'

const rowsAtOnce = 1_000

const mapping = {
  columns: ['name', 'email', 'phone', 'postcode', 'address'],
  source: 'Bench',
  callingCode: null,
}

export type Status = { state: string; done: number; counts: Record<string, number> }

/** Brings a file of new people, all of them with an email and a phone, as far as it can be previewed. */
export async function bringFile(call: Call, count: number): Promise<string> {
  const header = ['Name', 'Email', 'Phone', 'Postcode', 'Address']
  const { importId } = await call<{ importId: string }>('lead.import.start', {
    ...{ fileName: 'people.csv', header },
  })
  for (let from = 1; from <= count; from += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, count - from + 1)
    const rows = Array.from({ length }, (_, index) => personRow(from + index))
    const isLast = from + length > count
    await call('lead.import.append', { importId, from, rows, isLast })
  }
  return importId
}

function personRow(number: number): string[] {
  const phone = `+4915${String(100_000_000 + number)}`
  return [
    `Person Number ${number}`,
    `person.${number}@imported.example`,
    phone,
    `LS${number % 20} ${number % 10}AB`,
    `${number % 180} Mill Lane`,
  ]
}

/** Decides what each row would do, as far as there is time, and answers how many that were. */
export async function preview(call: Call, importId: string): Promise<number> {
  const { looked } = await call<{ looked: number }>(
    'lead.import.preview',
    { importId, mapping },
    false,
  )
  return looked
}

export async function commit(call: Call, importId: string): Promise<void> {
  await call('lead.import.commit', { importId, mapping })
}

export function statusOf(call: Call, importId: string): Promise<Status> {
  return call('lead.import.status', { importId }, false)
}
