import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { SubmitEvent } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'

const longestReason = 500

type Props = {
  opened: boolean
  onClose: () => void
  booker: string
  onIgnore: (reason: string) => void
  busy: boolean
  error: unknown
}

/** Asks why a booking stays without a lead. */
export function IgnoreDialog({ opened, onClose, booker, onIgnore, busy, error }: Props) {
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = formText(new FormData(event.currentTarget), 'reason')
    if (reason !== '') onIgnore(reason)
  }
  const refused = refusedFields(error)['reason']
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.ignoreTitle}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          <span className="wrap">{texts.ignoreMeaning(booker)}</span>
          <TextInput
            name="reason"
            label={texts.ignoreReason}
            placeholder={texts.ignoreReasonExample}
            required
            withAsterisk={false}
            maxLength={longestReason}
            error={refused}
            data-autofocus
          />
          <FormError>{error === null || refused !== undefined ? null : errorText(error)}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {texts.ignoreBooking}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
