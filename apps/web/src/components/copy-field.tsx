import { Button, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef } from 'react'

import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/components.ts'
import styles from './copy-field.module.css'
import { useCopy } from './use-copy.ts'

type Props = { label: string; value: string; hideLabel?: boolean }

/** Text to be pasted elsewhere, with a button that copies it. */
export function CopyField({ label, value, hideLabel = false }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { answer, copy } = useCopy()

  async function copyOrMark() {
    if (!(await copy(value))) input.current?.select()
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
