import { NativeSelect } from '@mantine/core'

import type { LeadSort } from '../trpc.ts'

const labels: Record<LeadSort, string> = {
  updated: 'Last change first',
  created: 'Newest first',
  name: 'By name',
  booking: 'Next booking first',
}

type Props = { value: LeadSort; onChange: (sort: 'created' | 'name' | undefined) => void }

/** The order of the list; the last change is what people expect, so the address does not name it. */
export function SortSelect({ value, onChange }: Props) {
  return (
    <NativeSelect
      aria-label="Sort"
      value={value}
      onChange={({ currentTarget }) => {
        const sort = currentTarget.value
        onChange(sort === 'created' || sort === 'name' ? sort : undefined)
      }}
      data={Object.entries(labels).map(([sort, label]) => ({ value: sort, label }))}
    />
  )
}
