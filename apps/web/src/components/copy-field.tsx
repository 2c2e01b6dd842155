import { Button, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type RefObject, useRef } from 'react'

import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/components.ts'
import styles from './copy-field.module.css'
import { useCopy } from './use-copy.ts'

type Props = {
  label: string
  value: string
  hideLabel?: boolean
  inputRef?: RefObject<HTMLInputElement | null>
  onCopied?: () => void
}

/** Text to be pasted elsewhere, with a button that copies it. */
export function CopyField({ label, value, hideLabel = false, inputRef, onCopied }: Props) {
  const ownInput = useRef<HTMLInputElement>(null)
  const input = inputRef ?? ownInput
  const { answer, copy } = useCopy()

  async function copyOrMark() {
    if (await copy(value)) onCopied?.()
    else input.current?.select()
  }

  const word = answer === 'copied' ? commonTexts.copied : commonTexts.copy
  return (
    <div className={styles['field']}>
      <TextInput
        ref={input}
        className={styles['text'] ?? ''}
        {...(hideLabel ? { 'aria-label': label } : { label })}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        error={answer === 'refused' ? texts.copyRefused : null}
        classNames={{ input: styles['mono'] ?? '' }}
      />
      <Button
        variant="default"
        className={styles['button'] ?? ''}
        leftSection={
          answer === 'copied' ? (
            <IconCheck size={16} aria-hidden />
          ) : (
            <IconCopy size={16} aria-hidden />
          )
        }
        onClick={() => void copyOrMark()}
      >
        {word}
      </Button>
      <VisuallyHidden role="status">{answer === 'copied' && texts.copiedOne(label)}</VisuallyHidden>
    </div>
  )
}
