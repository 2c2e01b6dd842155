import { NativeSelect } from '@mantine/core'

import * as filterTexts from '../texts/leads-filters.ts'
import * as texts from '../texts/leads.ts'
import type { LeadSort } from '../trpc.ts'
import { readLeadsSearch } from './leads-search.ts'

type Props = { value: LeadSort; onChange: (sort: LeadSort) => void }

/** The order of the list, where there are no column heads to press. */
export function SortSelect({ value, onChange }: Props) {
  return (
    <NativeSelect
      aria-label={texts.sort}
      value={value}
      onChange={({ currentTarget }) =>
        onChange(readLeadsSearch({ sort: currentTarget.value }).sort ?? 'updated')
      }
      data={Object.entries(filterTexts.sorts).map(([sort, label]) => ({ value: sort, label }))}
    />
  )
}
