import { phoneText } from '../format.ts'
import type { Lead } from '../trpc.ts'

/** What is chosen of one of two leads, by the name that `lead.merge` has for it. */
export type MergeField =
  | 'name'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'address'
  | 'source'
  | 'owner'
  | 'stage'

export type Side = 'this' | 'other'

const fields: { field: MergeField; label: string; of: (lead: Lead) => string | null }[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name },
  { field: 'email', label: 'Email', of: ({ email }) => email },
  { field: 'phone', label: 'Phone', of: ({ phone }) => phone && phoneText(phone) },
  { field: 'postcode', label: 'Postcode', of: ({ postcode }) => postcode },
  { field: 'address', label: 'Address', of: ({ address }) => address },
  { field: 'source', label: 'Source', of: ({ source }) => source },
  { field: 'owner', label: 'Owner', of: ({ owner }) => owner && owner.name },
  {
    field: 'stage',
    label: 'Stage',
    of: ({ stage, pinned }) => `${stage.name}${pinned ? ' (pinned)' : ''}`,
  },
]

/** Where two leads differ, and whose value is taken unless somebody says otherwise: this lead's, if it has one. */
export function differencesOf(
  lead: Lead,
  other: Lead,
): { field: MergeField; label: string; values: Record<Side, string | null>; usual: Side }[] {
  return fields
    .map(({ field, label, of }) => ({ field, label, values: { this: of(lead), other: of(other) } }))
    .filter(({ values }) => values.this !== values.other)
    .map((one) => ({ ...one, usual: one.values.this === null ? 'other' : 'this' }))
}
