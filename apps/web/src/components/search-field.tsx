import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'

import * as texts from '../texts/components.ts'
import { useKeys } from './keys.ts'
import styles from './search-field.module.css'

type Props = {
  label: string
  placeholder: string
  value: string
  onSearch: (text: string) => void
  className?: string | undefined
  /** Whether a dialog begins with it. */
  isFirst?: boolean
}

/** A search that waits until typing pauses; `/` goes to it, Escape empties it. */
export function SearchField(props: Props) {
  const { label, placeholder, value, onSearch, className, isFirst = false } = props
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState(value)
  const [shown, setShown] = useState(value)
  const search = useDebouncedCallback(onSearch, 250)
  useKeys('list', { '/': () => input.current?.focus() })

  // The address may change without typing: back, forward, a link.
  if (value !== shown) {
    setShown(value)
    if (value !== draft.trim()) setDraft(value)
  }

  function change(text: string) {
    setDraft(text)
    search(text)
  }

  return (
    <TextInput
      ref={input}
      type="search"
      className={className ?? ''}
      classNames={{ input: styles['input'] ?? '' }}
      aria-label={label}
      placeholder={placeholder}
      value={draft}
      data-autofocus={isFirst || undefined}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        if (draft === '') event.currentTarget.blur()
        else change('')
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        draft === '' ? (
          <Kbd size="xs" aria-hidden visibleFrom="sm">
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={texts.clearSearch} onClick={() => change('')} />
        )
      }
    />
  )
}
