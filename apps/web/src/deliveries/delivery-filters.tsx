import { Button, NativeSelect } from '@mantine/core'

import { bookingTriggers } from '@solar-capture/core/booking-event'

import { DateRangeFields } from '../components/date-range.tsx'
import { SearchField } from '../components/search-field.tsx'
import { oneOf } from '../search-params.ts'
import type { Endpoint } from '../trpc.ts'
import { triggerName } from '../words.ts'
import styles from './deliveries-page.module.css'
import { type DeliveriesSearch, type Span, spans } from './deliveries-search.ts'

const spanWords: Record<Span, string> = {
  hour: 'Last hour',
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'Last 7 days',
  custom: 'Days…',
}
const triggers: string[] = [...bookingTriggers, 'MEETING_STARTED', 'PING']

type Props = {
  search: DeliveriesSearch
  endpoints: Endpoint[]
  onChange: (changes: DeliveriesSearch, replace?: boolean) => void
  /** Null when there is nothing to clear. */
  onClear: (() => void) | null
}

/** What the list of deliveries is narrowed down by, but for outcomes. */
export function DeliveryFilters({ search, endpoints, onChange, onClear }: Props) {
  const { q, trigger, endpoint, when, from, to } = search
  const offered = trigger === undefined || triggers.includes(trigger) ? [] : [trigger]
  return (
    <div className={styles['tools']} role="group" aria-label="Filters">
      <SearchField
        label="Search deliveries"
        placeholder="Email, phone, Cal.com uid or lead"
        value={q ?? ''}
        onSearch={(text) => onChange({ q: text.trim() || undefined }, true)}
        className={styles['search']}
      />
      <NativeSelect
        aria-label="Trigger"
        value={trigger ?? ''}
        onChange={(event) => onChange({ trigger: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: 'All triggers' },
          ...[...triggers, ...offered].map((value) => ({ value, label: triggerName(value) })),
        ]}
      />
      {endpoints.length > 1 && (
        <NativeSelect
          aria-label="Cal.com account"
          className={styles['account'] ?? ''}
          value={endpoint ?? ''}
          onChange={(event) => onChange({ endpoint: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: 'All accounts' },
            ...endpoints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <NativeSelect
        aria-label="When"
        value={when ?? ''}
        onChange={(event) =>
          onChange({
            when: oneOf(spans, event.currentTarget.value),
            from: undefined,
            to: undefined,
          })
        }
        data={[
          { value: '', label: 'Any time' },
          ...spans.map((value) => ({ value, label: spanWords[value] })),
        ]}
      />
      {when === 'custom' && (
        <DateRangeFields from={from} to={to} onChange={(days) => onChange(days, true)} />
      )}
      {onClear !== null && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          Clear filters
        </Button>
      )}
    </div>
  )
}
