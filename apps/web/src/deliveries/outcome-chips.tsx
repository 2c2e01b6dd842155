import type { Outcome } from '@solar-capture/core/delivery'

import { FilterChips } from '../components/filter-chips.tsx'
import { count } from '../format.ts'
import { outcomeFilters } from '../state-words.ts'
import * as texts from '../texts/deliveries.ts'
import type { DeliveryCounts } from '../trpc.ts'
import { outcomeWords } from '../words.ts'

type Props = {
  counts: DeliveryCounts | undefined
  selected: Outcome[]
  onChange: (outcomes: Outcome[]) => void
}

/** How many deliveries came to what; pressing outcomes filters by them. Those that there are none of are left out. */
export function OutcomeChips({ counts, selected, onChange }: Props) {
  const chips = outcomeFilters
    .map((value) => ({ value, found: counts?.find(({ outcome }) => outcome === value) }))
    .filter(({ value, found }) => found !== undefined || selected.includes(value))
    .map(({ value, found }) => {
      const { label, tone, icon: Icon } = outcomeWords[value]
      const mark = (
        <span data-tone={tone}>
          <Icon size={14} aria-hidden display="block" />
        </span>
      )
      return { value, label, mark, amount: counts === undefined ? null : amountOf(found) }
    })
  return (
    <FilterChips
      label={texts.filterByOutcome}
      chips={chips}
      total={counts === undefined ? null : amountOf(sumOf(counts))}
      selected={selected}
      onChange={onChange}
    />
  )
}

type Amount = { count: number; isAtLeast: boolean }

/** '41', or '1,000+' where that is only the least. */
export function amountOf(amount: Amount = { count: 0, isAtLeast: false }): string {
  return `${count(amount.count)}${amount.isAtLeast ? '+' : ''}`
}

/** Several amounts as one. */
export function sumOf(amounts: Amount[]): Amount {
  return {
    count: amounts.reduce((sum, one) => sum + one.count, 0),
    isAtLeast: amounts.some(({ isAtLeast }) => isAtLeast),
  }
}
