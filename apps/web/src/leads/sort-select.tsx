import { NativeSelect } from '@mantine/core'

import type { LeadSort } from '../trpc.ts'
import { sortWords } from './lead-words.ts'
import { readLeadsSearch } from './leads-search.ts'

type Props = { value: LeadSort; onChange: (sort: LeadSort) => void }

/** The order of the list, where there are no column heads to press. */
export function SortSelect({ value, onChange }: Props) {
  return (
    <NativeSelect
      aria-label="Sort"
      value={value}
      onChange={({ currentTarget }) =>
        onChange(readLeadsSearch({ sort: currentTarget.value }).sort ?? 'updated')
      }
      data={Object.entries(sortWords).map(([sort, label]) => ({ value: sort, label }))}
    />
  )
}
