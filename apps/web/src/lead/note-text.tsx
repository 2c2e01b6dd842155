import { Textarea } from '@mantine/core'

import * as texts from '../texts/lead-timeline.tsx'

const longestNote = 5000

type Props = {
  label: string
  value: string
  onChange: (text: string) => void
  onSave: () => void
  onCancel?: () => void
  error: string | null
  autoFocus?: boolean
}

/** Where a note is written: Ctrl or ⌘ and Enter saves, Escape leaves an old one as it was. */
export function NoteText({ label, value, onChange, onSave, onCancel, error, autoFocus }: Props) {
  return (
    <Textarea
      aria-label={label}
      placeholder={texts.writeNote}
      autosize
      minRows={1}
      maxRows={12}
      maxLength={longestNote}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel?.()
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        onSave()
      }}
      error={error}
      autoFocus={autoFocus}
    />
  )
}
