import { phoneText } from '../format.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/merge.ts'
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
  { field: 'name', label: commonTexts.name, of: ({ name }) => name },
  { field: 'email', label: commonTexts.email, of: ({ email }) => email },
  { field: 'phone', label: commonTexts.phone, of: ({ phone }) => phone && phoneText(phone) },
  { field: 'postcode', label: commonTexts.postcode, of: ({ postcode }) => postcode },
  { field: 'address', label: commonTexts.address, of: ({ address }) => address },
  { field: 'source', label: commonTexts.source, of: ({ source }) => source },
  { field: 'owner', label: commonTexts.owner, of: ({ owner }) => owner && owner.name },
  {
    field: 'stage',
    label: commonTexts.stage,
    of: ({ stage, pinned }) => (pinned ? texts.pinnedStage(stage.name) : stage.name),
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
