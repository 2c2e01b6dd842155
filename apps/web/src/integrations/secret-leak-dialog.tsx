import { Stack } from '@mantine/core'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/secret.tsx'

type Props = {
  opened: boolean
  onClose: () => void
  onConfirm: () => void
  /** Shows what came in, with nothing stopped. */
  onReport: () => void
  busy: boolean
  error: unknown
}

/** Asks before every secret so far is stopped at once. */
export function SecretLeakDialog({ onReport, ...dialog }: Props) {
  return (
    <ConfirmDialog {...dialog} title={texts.leakedTitle} action={texts.leakedAction}>
      <Stack gap={12} align="flex-start">
        {texts.leakedText}
        <TextButton onClick={onReport}>{texts.report}</TextButton>
      </Stack>
    </ConfirmDialog>
  )
}
