import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'

import * as texts from '../texts/components.ts'
import styles from './code-input.module.css'

type Props = {
  label?: string
  description?: string
  error: string | null
  /** 'app': six digits. 'recovery': a recovery code. 'either' of them. */
  kind?: 'app' | 'recovery' | 'either'
  autoFocus?: boolean
}

/** The field, named `code`, for what an authenticator app shows. A code that was refused is marked, to be typed over. */
export function CodeInput(props: Props) {
  const { label = texts.code, description, error, kind = 'app', autoFocus = false } = props
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (error !== null) input.current?.select()
  }, [error])

  return (
    <TextInput
      ref={input}
      name="code"
      label={label}
      description={description}
      error={error}
      inputMode={kind === 'app' ? 'numeric' : 'text'}
      autoComplete={kind === 'recovery' ? 'off' : 'one-time-code'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      classNames={{ input: styles[kind === 'app' ? 'code' : 'long'] ?? '' }}
      required
      withAsterisk={false}
      autoFocus={autoFocus}
    />
  )
}
