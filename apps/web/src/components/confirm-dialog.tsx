import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import { Dialog } from './dialog.tsx'
import { FormError } from './form-error.tsx'

type Props = {
  opened: boolean
  onClose: () => void
  title: string
  /** What happens, and whether it can be taken back. */
  children: ReactNode
  /** What the button does, as 'Revoke key'. */
  action: string
  onConfirm: () => void
  busy: boolean
  error: unknown
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: Props) {
  const { opened, onClose, title, children, action, onConfirm, busy, error } = props
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack gap={16}>
        <div>{children}</div>
        <FormError>{error === null ? null : errorText(error)}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {commonTexts.cancel}
          </Button>
          <Button color="red.9" onClick={onConfirm} loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
