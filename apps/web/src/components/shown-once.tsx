import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import * as texts from '../texts/guard.ts'
import { CopyField } from './copy-field.tsx'
import styles from './shown-once.module.css'
import { type Place, UnsavedGuard } from './unsaved-guard.tsx'

type Props = {
  label: string
  secret: string
  meaning: string
  isSamePlace?: (one: Place, other: Place) => boolean
}

// A dialog that closes gives the focus back a moment later.
const afterDialogMs = 50

/**
 * A secret that is shown this once: comes into view with the focus in it, and is not left without a warning before it
 * was copied, or said to be pasted. Another secret needs another key.
 */
export function ShownOnce({ label, secret, meaning, isSamePlace }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const end = useRef<HTMLParagraphElement>(null)
  const [state, setState] = useState<'new' | 'copied' | 'away'>('new')

  useEffect(() => {
    const timer = setTimeout(() => {
      input.current?.focus({ preventScroll: true })
      box.current?.scrollIntoView({ block: 'nearest' })
    }, afterDialogMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (state === 'away') end.current?.focus()
  }, [state])

  if (state === 'away') {
    return (
      <p ref={end} tabIndex={-1} className={styles['away']}>
        {texts.putAway}
      </p>
    )
  }
  return (
    <div
      ref={box}
      className={styles['box']}
      onCopy={() => isAllMarked(input.current) && setState('copied')}
    >
      <p role="status">{meaning}</p>
      <CopyField
        label={label}
        value={secret}
        hideLabel
        inputRef={input}
        onCopied={() => setState('copied')}
      />
      <Button variant="default" size="compact-sm" onClick={() => setState('away')}>
        {texts.havePasted}
      </Button>
      <UnsavedGuard
        isDirty={state === 'new'}
        title={texts.secretTitle}
        meaning={texts.secretMeaning}
        {...(isSamePlace && { isSamePlace })}
      />
    </div>
  )
}

function isAllMarked(input: HTMLInputElement | null): boolean {
  return input?.selectionStart === 0 && input.selectionEnd === input.value.length
}
