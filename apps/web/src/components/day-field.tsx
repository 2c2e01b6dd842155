import { TextInput } from '@mantine/core'
import { useState } from 'react'

import * as texts from '../texts/components.ts'

type Props = {
  label: string
  /** As `2026-11-25`. */
  value: string | undefined
  onChange: (day: string | undefined) => void
  min?: string | undefined
  max?: string | undefined
  /** Which day of a period it is for. */
  end?: 'first' | 'last'
}

/** With each digit of its year a day is another one: of year 2, 20, 202, and then the one that is meant. */
const wholeDay = /^[1-9]\d{3}-/

/** A field for a day; what is typed counts once it is a whole one. */
export function DayField({ label, value = '', onChange, min, max, end }: Props) {
  const [draft, setDraft] = useState(value)
  const [shown, setShown] = useState(value)
  // The address may change without typing: back, forward, a link.
  if (value !== shown) {
    setShown(value)
    setDraft(value)
  }
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={draft}
      leftSection={end && <span className="small">{texts.ends[end]}</span>}
      leftSectionWidth={end && 56}
      min={min}
      max={max}
      onChange={({ currentTarget: { value: text, validity } }) => {
        setDraft(text)
        // A day that is half typed has no text.
        if (text === '' ? !validity.badInput : wholeDay.test(text)) onChange(text || undefined)
      }}
    />
  )
}
