import { Button, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

import styles from './copy-field.module.css'
import { copyText } from './copy.ts'

type Props = { label: string; value: string; hideLabel?: boolean }

/** Text to be pasted elsewhere, with a button that copies it. */
export function CopyField({ label, value, hideLabel = false }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [answer, setAnswer] = useState<'copied' | 'refused' | null>(null)

  useEffect(() => {
    if (answer !== 'copied') return
    const timer = setTimeout(() => setAnswer(null), 2000)
    return () => clearTimeout(timer)
  }, [answer])

  async function copy() {
    const copied = await copyText(value)
    if (!copied) input.current?.select()
    setAnswer(copied ? 'copied' : 'refused')
  }

  const word = answer === 'copied' ? 'Copied' : 'Copy'
  return (
    <div className={styles['field']}>
      <TextInput
        ref={input}
        className={styles['text'] ?? ''}
        {...(hideLabel ? { 'aria-label': label } : { label })}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        error={
          answer === 'refused' ? 'Your browser does not let us copy. Press Ctrl or ⌘ and C.' : null
        }
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
        onClick={() => void copy()}
      >
        {word}
      </Button>
      <VisuallyHidden role="status">{answer === 'copied' && `${label} copied`}</VisuallyHidden>
    </div>
  )
}
