import { NativeSelect } from '@mantine/core'

import { breakdowns } from '@solar-capture/core/insight'

import { DateRangeFields } from '../components/date-range.tsx'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/insights.ts'
import { type InsightsSearch, spans } from './insights-search.ts'
import styles from './insights.module.css'

type Props = {
  search: InsightsSearch
  onChange: (changes: InsightsSearch, replace?: boolean) => void
}

/** Which period the insights are about, and by what they are broken down. */
export function InsightFilters({ search: { period, from, to, by }, onChange }: Props) {
  return (
    <div className={styles['tools']} role="group" aria-label={texts.filters}>
      <NativeSelect
        aria-label={texts.periodLabel}
        value={period ?? ''}
        onChange={(event) =>
          onChange({
            period: oneOf(spans, event.currentTarget.value),
            ...{ from: undefined, to: undefined },
          })
        }
        data={[
          { value: '', label: texts.last30Days },
          ...spans.map((value) => ({ value, label: texts.spans[value] })),
        ]}
      />
      {period === 'custom' && (
        <DateRangeFields from={from} to={to} onChange={(days) => onChange(days, true)} />
      )}
      <NativeSelect
        aria-label={texts.brokenDownBy}
        value={by ?? 'source'}
        onChange={(event) => {
          const chosen = oneOf(breakdowns, event.currentTarget.value)
          onChange({ by: chosen === 'source' ? undefined : chosen })
        }}
        data={breakdowns.map((value) => ({
          value,
          label: texts.by(texts.breakdowns[value]),
        }))}
      />
    </div>
  )
}
