import { NativeSelect } from '@mantine/core'

import { breakdowns } from '@solar-capture/core/insight'

import { DateRangeFields } from '../components/date-range.tsx'
import { oneOf } from '../search-params.ts'
import { breakdownWords } from './insight-words.ts'
import { type InsightsSearch, type Span, spans } from './insights-search.ts'
import styles from './insights.module.css'

const spanWords: Record<Span, string> = {
  '90d': 'Last 90 days',
  '12m': 'Last 12 months',
  custom: 'Days…',
}

type Props = {
  search: InsightsSearch
  onChange: (changes: InsightsSearch, replace?: boolean) => void
}

/** Which period the insights are about, and by what they are broken down. */
export function InsightFilters({ search: { period, from, to, by }, onChange }: Props) {
  return (
    <div className={styles['tools']} role="group" aria-label="Period and breakdown">
      <NativeSelect
        aria-label="Period"
        value={period ?? ''}
        onChange={(event) =>
          onChange({
            period: oneOf(spans, event.currentTarget.value),
            ...{ from: undefined, to: undefined },
          })
        }
        data={[
          { value: '', label: 'Last 30 days' },
          ...spans.map((value) => ({ value, label: spanWords[value] })),
        ]}
      />
      {period === 'custom' && (
        <DateRangeFields from={from} to={to} onChange={(days) => onChange(days, true)} />
      )}
      <NativeSelect
        aria-label="Broken down by"
        value={by ?? 'source'}
        onChange={(event) => {
          const chosen = oneOf(breakdowns, event.currentTarget.value)
          onChange({ by: chosen === 'source' ? undefined : chosen })
        }}
        data={breakdowns.map((value) => ({
          value,
          label: `By ${breakdownWords[value].toLowerCase()}`,
        }))}
      />
    </div>
  )
}
