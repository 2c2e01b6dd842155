import { Button, NativeSelect } from '@mantine/core'

import { bookingTriggers } from '@solar-capture/core/booking-event'

import { DateRangeFields } from '../components/date-range.tsx'
import { SearchField } from '../components/search-field.tsx'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/deliveries.ts'
import type { Endpoint } from '../trpc.ts'
import { triggerName } from '../words.ts'
import styles from './deliveries-page.module.css'
import { type DeliveriesSearch, spans } from './deliveries-search.ts'

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
    <div className={styles['tools']} role="group" aria-label={texts.filters}>
      <SearchField
        label={texts.search}
        placeholder={texts.searchPlaceholder}
        value={q ?? ''}
        onSearch={(text) => onChange({ q: text.trim() || undefined }, true)}
        className={styles['search']}
      />
      <NativeSelect
        aria-label={texts.trigger}
        value={trigger ?? ''}
        onChange={(event) => onChange({ trigger: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: texts.allTriggers },
          ...[...triggers, ...offered].map((value) => ({ value, label: triggerName(value) })),
        ]}
      />
      {endpoints.length > 1 && (
        <NativeSelect
          aria-label={texts.calcomAccount}
          className={styles['account'] ?? ''}
          value={endpoint ?? ''}
          onChange={(event) => onChange({ endpoint: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: texts.allAccounts },
            ...endpoints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <NativeSelect
        aria-label={texts.when}
        value={when ?? ''}
        onChange={(event) =>
          onChange({
            when: oneOf(spans, event.currentTarget.value),
            from: undefined,
            to: undefined,
          })
        }
        data={[
          { value: '', label: texts.anyTime },
          ...spans.map((value) => ({ value, label: texts.spans[value] })),
        ]}
      />
      {when === 'custom' && (
        <DateRangeFields from={from} to={to} onChange={(days) => onChange(days, true)} />
      )}
      {onClear !== null && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {texts.clearFilters}
        </Button>
      )}
    </div>
  )
}
