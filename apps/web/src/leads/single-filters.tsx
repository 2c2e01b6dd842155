import { NativeSelect } from '@mantine/core'

import { DayField } from '../components/day-field.tsx'
import { dayOf } from '../days.ts'
import * as texts from '../texts/leads-filters.ts'
import styles from './lead-filter-bar.module.css'
import { capturedSpans, type LeadsSearch, readLeadsSearch, spanOf } from './leads-search.ts'

export type FilterProps = {
  search: LeadsSearch
  onChange: (changes: LeadsSearch, replace?: boolean) => void
}

/** The filter by how leads stand with their bookings. */
export function BookingFilter({ search, onChange }: FilterProps) {
  return (
    <NativeSelect
      aria-label={texts.booking}
      className={styles['booking'] ?? ''}
      value={search.booking ?? ''}
      data-chosen={search.booking !== undefined || undefined}
      onChange={({ currentTarget }) =>
        onChange({ booking: readLeadsSearch({ booking: currentTarget.value }).booking })
      }
      data={[
        { value: '', label: texts.anyBooking },
        ...Object.entries(texts.bookingStates).map(([value, label]) => ({ value, label })),
      ]}
    />
  )
}

const days = 'days'

/** Whether leads are filtered by days of the calendar: from one, up to one, or both. */
export function isByDays(search: LeadsSearch): boolean {
  return spanOf(search) === null && (search.from !== undefined || search.to !== undefined)
}

/** The filter by when leads were captured: the last days, or from one day to another. */
export function CapturedFilter({
  search,
  onChange,
  hasFocus,
}: FilterProps & { hasFocus?: boolean }) {
  const { from, to } = search
  const span = spanOf(search)
  const byDays = isByDays(search)
  return (
    <>
      <NativeSelect
        aria-label={texts.captured}
        className={styles['captured'] ?? ''}
        value={span ?? (byDays ? days : '')}
        data-chosen={span !== null || byDays || undefined}
        autoFocus={hasFocus}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            from: value === days ? dayOf(new Date()) : value || undefined,
            to: undefined,
          })
        }
        data={[
          { value: '', label: texts.capturedAnyTime },
          ...Object.entries(capturedSpans).map(([value, count]) => ({
            value,
            label: texts.capturedLast(count),
          })),
          { value: days, label: texts.capturedDays },
        ]}
      />
      {byDays && (
        <>
          <DayField
            end="first"
            label={texts.capturedFrom}
            value={from}
            max={to}
            onChange={(day) => onChange({ from: day }, true)}
          />
          <DayField
            end="last"
            label={texts.capturedUpTo}
            value={to}
            min={from}
            onChange={(day) => onChange({ to: day }, true)}
          />
        </>
      )}
    </>
  )
}
