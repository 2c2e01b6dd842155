import * as texts from '../texts/components.ts'
import { DayField } from './day-field.tsx'

/** The first and the last day, as `2026-11-25` in the viewer's own zone; left out, it is open there. */
export type DateRange = { from?: string | undefined; to?: string | undefined }

type Props = DateRange & {
  /** Called with the day that changed. */
  onChange: (change: DateRange) => void
}

/** Two fields for the days that something is narrowed down to. */
export function DateRangeFields({ from, to, onChange }: Props) {
  return (
    <>
      <DayField
        end="first"
        label={texts.from}
        value={from}
        onChange={(day) => onChange({ from: day })}
      />
      <DayField
        end="last"
        label={texts.upTo}
        value={to}
        onChange={(day) => onChange({ to: day })}
      />
    </>
  )
}
