import { toNewLead, type ReadRow, type RowValues } from './import-row.ts'
import { sheetRow, type ImportMapping } from './lead-import.ts'
import type { NewLead } from './lead.ts'
import type { EditedField } from './timeline.ts'

/** A lead that is there already, as far as a row can change it. */
export type KnownLead = { id: string } & Record<EditedField, string | null>

export type FieldChange = { field: EditedField; from: string | null; to: string }

/** What a row of a file does. */
export type RowDecision = { number: number } & (
  | { outcome: 'created'; lead: NewLead }
  | { outcome: 'updated'; lead: KnownLead; changes: FieldChange[] }
  | { outcome: 'unchanged'; lead: KnownLead }
  /** `kind` is the reason without what only this row has in it. */
  | { outcome: 'refused'; reason: string; kind: string }
)

/** Whose each contact is, as bookings would find them: a lead, or several. */
export type KnownLeads = ReadonlyMap<string, KnownLead | 'several'>

/** Which row of a file first had an email, a phone, or a lead (`lead:` and its id); refused rows count for nothing. */
export type Seen = ReadonlyMap<string, number>

/** What of a mapping is still needed once its rows are read. */
type ReadAs = Pick<ImportMapping, 'source' | 'isHeaderless'>

const updatable: readonly EditedField[] = ['name', 'phone', 'postcode', 'address', 'source']

/** The contact that a row is of: its email, or the phone where it has none. */
function contactOfRow({ email, phone }: RowValues): string {
  return email ?? phone ?? ''
}

/**
 * What rows of a file do, in their order. A row is of the lead that has its email, or that alone has its phone where it gives no
 * email. Empty cells change nothing. What an earlier row was of already, in `seen` or here, is refused. `fresh` is
 * what these rows add to `seen`.
 */
export function decideRows(
  rows: { number: number; row: ReadRow }[],
  { known, seen, mapping }: { known: KnownLeads; seen: Seen; mapping: ReadAs },
): { decisions: RowDecision[]; fresh: Map<string, number> } {
  const fresh = new Map<string, number>()
  const earlier = (key: string) => seen.get(key) ?? fresh.get(key)
  const decisions = rows.map(({ number, row }): RowDecision => {
    if (!row.ok) return { number, outcome: 'refused', reason: row.reason, kind: row.reason }
    const decision = decideRow({ number, values: row.values }, { known, earlier, mapping })
    if (decision.outcome === 'refused') return decision
    for (const key of keysOf(row.values, decision))
      if (earlier(key) === undefined) fresh.set(key, number)
    return decision
  })
  return { decisions, fresh }
}

/** What a row that was not refused is remembered by. */
export function seenKeys({ email, phone }: RowValues, leadId: string | null): string[] {
  return [email, phone, leadId && `lead:${leadId}`].filter((key) => key !== null)
}

function keysOf(values: RowValues, decision: RowDecision): string[] {
  if (decision.outcome === 'created' || decision.outcome === 'refused')
    return seenKeys(values, null)
  const { id, phone } = decision.lead
  // Nobody is found by the phone that a row replaced.
  return [...seenKeys(values, id), phone].filter((key) => key !== null)
}

type Given = { known: KnownLeads; earlier: (key: string) => number | undefined; mapping: ReadAs }

function decideRow(
  { number, values }: { number: number; values: RowValues },
  { known, earlier, mapping }: Given,
): RowDecision {
  const contact = contactOfRow(values)
  const what = values.email === null ? 'phone number' : 'email address'
  const first = earlier(contact)
  if (first !== undefined) return repeated(number, what, sheetRow(first, mapping))
  const found = known.get(contact)
  if (found === 'several') {
    const reason = `Several leads have this ${what}. Change the one that is meant by hand.`
    return { number, outcome: 'refused', reason, kind: reason }
  }
  if (!found) {
    const made = toNewLead(values, mapping.source)
    if (made.ok) return { number, outcome: 'created', lead: made.lead }
    return { number, outcome: 'refused', reason: made.reason, kind: made.reason }
  }
  const before = earlier(`lead:${found.id}`)
  if (before !== undefined) return repeated(number, 'lead', sheetRow(before, mapping))
  const changes = updatable.flatMap((field): FieldChange[] => {
    const to = values[field]
    return to === null || to === found[field] ? [] : [{ field, from: found[field], to }]
  })
  if (changes.length === 0) return { number, outcome: 'unchanged', lead: found }
  return { number, outcome: 'updated', lead: found, changes }
}

function repeated(number: number, what: string, first: number): RowDecision {
  const reason = `This is the same ${what} as in row ${first}, which was taken.`
  const kind = `The same ${what} as in an earlier row.`
  return { number, outcome: 'refused', reason, kind }
}
