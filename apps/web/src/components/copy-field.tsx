import { Button, Textarea, TextInput, VisuallyHidden } from '@mantine/core'
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
  /** The value as it is read and typed elsewhere, shown to its last character; without it, what does not fit is cut. */
  spelled?: string
}

/** Text to be pasted elsewhere, with a button that copies it. */
export function CopyField(props: Props) {
  const { label, value, hideLabel = false, inputRef, onCopied, spelled } = props
  const ownInput = useRef<HTMLInputElement>(null)
  const input = inputRef ?? ownInput
  const area = useRef<HTMLTextAreaElement>(null)
  const { answer, copy } = useCopy()

  async function copyOrMark() {
    if (await copy(value)) onCopied?.()
    else (area.current ?? input.current)?.select()
  }

  const common = {
    className: styles['text'] ?? '',
    ...(hideLabel ? { 'aria-label': label } : { label }),
    readOnly: true,
    error: answer === 'refused' ? texts.copyRefused : null,
    classNames: { input: styles['mono'] ?? '' },
  }

  const word = answer === 'copied' ? commonTexts.copied : commonTexts.copy
  return (
    <div className={styles['field']}>
      {spelled === undefined ? (
        <TextInput
          {...common}
          ref={input}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : (
        <Textarea
          {...common}
          ref={area}
          value={spelled}
          autosize
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
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
