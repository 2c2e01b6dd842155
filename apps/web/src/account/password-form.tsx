import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'

import { CodeInput } from '../components/code-input.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { PasswordField } from '../components/password-field.tsx'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/account.tsx'
import * as commonTexts from '../texts/common.ts'

type Props = {
  /** What it is asked for. */
  children: ReactNode
  action: string
  /** Whether it takes something away. */
  isDanger?: boolean
  /** By default the password. */
  asks?: 'password' | 'code' | 'both'
  /** What is not asked for is empty. */
  onSubmit: (given: { password: string; code: string }) => void
  onCancel?: (() => void) | undefined
  busy: boolean
  error: unknown
}

/** Asks somebody who is signed in for their password, or a code of the second step, before what is not for everybody. */
export function PasswordForm(props: Props) {
  const { children, action, isDanger = false, asks = 'password', onSubmit, onCancel } = props
  const refused = refusedFields(props.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit({ password: formText(form, 'password', false), code: formText(form, 'code') })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <div>{children}</div>
        {asks !== 'code' && (
          <PasswordField
            name="password"
            label={texts.yourPassword}
            error={refused['password']}
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
          />
        )}
        {asks !== 'password' && (
          <CodeInput
            kind="either"
            description={texts.eitherCode}
            error={refused['code'] ?? null}
            autoFocus={asks === 'code'}
          />
        )}
        <FormError>
          {props.error !== null && Object.keys(refused).length === 0
            ? errorText(props.error)
            : null}
        </FormError>
        <Group justify="flex-end" gap={8} grow={onCancel === undefined}>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {commonTexts.cancel}
            </Button>
          )}
          <Button type="submit" loading={props.busy} {...(isDanger ? { color: 'red.9' } : {})}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
