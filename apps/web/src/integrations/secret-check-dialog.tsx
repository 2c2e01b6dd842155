import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/secret.tsx'
import { trpc } from '../trpc.ts'
import styles from './secret.module.css'

type Props = { endpointId: string; opened: boolean; onClose: () => void }

/** Tells whether a secret, as it stands in Cal.com, is the one that is saved here. */
export function SecretCheckDialog({ endpointId, opened, onClose }: Props) {
  const [text, setText] = useState('')
  const check = useMutation(trpc.endpoint.checkSecret.mutationOptions({ gcTime: 0 }))

  function forget() {
    setText('')
    check.reset()
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={texts.checkTitle} onExitTransitionEnd={forget}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text !== '') check.mutate({ id: endpointId, secret: text })
        }}
      >
        <Stack gap={16}>
          <PasswordField
            label={texts.checkLabel}
            description={texts.checkText}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              check.reset()
            }}
            autoComplete="off"
            data-1p-ignore
            spellCheck={false}
            data-autofocus
          />
          <div role="status" className={styles['matches']}>
            {check.isSuccess && texts.matches[check.data.matches]}
          </div>
          <FormError>{check.error === null ? null : errorText(check.error)}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {commonTexts.close}
            </Button>
            <Button type="submit" loading={check.isPending}>
              {texts.checkAction}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
