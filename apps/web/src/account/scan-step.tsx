import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import type { SubmitEvent } from 'react'

import { CodeInput } from '../components/code-input.tsx'
import { CopyField } from '../components/copy-field.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/account.tsx'
import * as commonTexts from '../texts/common.ts'
import { trpc } from '../trpc.ts'
import styles from './account.module.css'

type Props = {
  /** The seed, as text and as the link that an authenticator app reads. */
  seed: { secret: string; uri: string }
  onConfirmed: (recoveryCodes: string[]) => void
  onCancel: (() => void) | undefined
}

/** Hands the seed to an authenticator app, and asks for a first code of it. */
export function ScanStep({ seed, onConfirmed, onCancel }: Props) {
  const confirm = useMutation(
    trpc.account.confirmTotp.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
      gcTime: 0,
    }),
  )
  const refused = refusedFields(confirm.error)['code']

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    confirm.mutate({ code: formText(new FormData(event.currentTarget), 'code') })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <div>{texts.scan}</div>
        <div className={styles['qr']}>
          <QRCodeSVG value={seed.uri} size={176} title={texts.qrCode} />
        </div>
        <a href={seed.uri} className={`quiet-link small ${styles['here']}`}>
          {texts.openApp}
        </a>
        <CopyField label={texts.typeKey} value={seed.secret} spelled={inFours(seed.secret)} />
        <CodeInput label={texts.codeOfApp} error={refused ?? null} autoFocus />
        <FormError>
          {confirm.error !== null && refused === undefined ? errorText(confirm.error) : null}
        </FormError>
        <Group justify="flex-end" gap={8} grow={onCancel === undefined}>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {commonTexts.cancel}
            </Button>
          )}
          <Button type="submit" loading={confirm.isPending || confirm.isSuccess}>
            {texts.switchOn}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A key as apps show it, too: what is typed by hand is read by fours. */
function inFours(key: string): string {
  return key.replaceAll(/.{4}(?=.)/g, '$& ')
}
