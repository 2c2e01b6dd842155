import { NativeSelect } from '@mantine/core'

import { DayField } from '../components/day-field.tsx'
import { dayOf } from '../days.ts'
import styles from './lead-filter-bar.module.css'
import { bookingStateWords } from './lead-words.ts'
import { capturedSpans, type LeadsSearch, readLeadsSearch, spanOf } from './leads-search.ts'

type Props = { search: LeadsSearch; onChange: (changes: LeadsSearch, replace?: boolean) => void }

/** The filter by how leads stand with their bookings. */
export function BookingFilter({ search, onChange }: Props) {
  return (
    <NativeSelect
      aria-label="Booking"
      className={styles['booking'] ?? ''}
      value={search.booking ?? ''}
      data-chosen={search.booking !== undefined || undefined}
      onChange={({ currentTarget }) =>
        onChange({ booking: readLeadsSearch({ booking: currentTarget.value }).booking })
      }
      data={[
        { value: '', label: 'Any booking' },
        ...Object.entries(bookingStateWords).map(([value, label]) => ({ value, label })),
      ]}
    />
  )
}

const days = 'days'

/** The filter by when leads were captured: the last days, or from one day to another. */
export function CapturedFilter({ search, onChange }: Props) {
  const { from, to } = search
  const span = spanOf(search)
  const isByDays = span === null && (from !== undefined || to !== undefined)
  return (
    <>
      <NativeSelect
        aria-label="Captured"
        className={styles['captured'] ?? ''}
        value={span ?? (isByDays ? days : '')}
        data-chosen={span !== null || isByDays || undefined}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            from: value === days ? dayOf(new Date()) : value || undefined,
            to: undefined,
          })
        }
        data={[
          { value: '', label: 'Captured any time' },
          ...Object.entries(capturedSpans).map(([value, count]) => ({
            value,
            label: count === 1 ? 'Captured today' : `Last ${count} days`,
          })),
          { value: days, label: 'Days…' },
        ]}
      />
      {isByDays && (
        <>
          <DayField
            label="Captured from"
            value={from}
            max={to}
            onChange={(day) => onChange({ from: day }, true)}
          />
          <DayField
            label="Captured up to and including"
            value={to}
            min={from}
            onChange={(day) => onChange({ to: day }, true)}
          />
        </>
      )}
    </>
  )
}
