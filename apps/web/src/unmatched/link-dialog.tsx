import { Button, Group, Stack } from '@mantine/core'

import { Dialog } from '../components/dialog.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
import type { Candidate } from './candidates.tsx'

type Props = {
  opened: boolean
  onClose: () => void
  booker: string
  /** The lead that is suggested first; undefined when none is any more. */
  lead: (Candidate & { reason?: string }) | undefined
  onLink: (lead: Candidate) => void
}

/** Asks before a key links a booking to a lead that is not called as its booker. */
export function LinkDialog({ opened, onClose, booker, lead, onLink }: Props) {
  return (
    <Dialog
      opened={opened && lead !== undefined}
      onClose={onClose}
      title={texts.linkTitle(lead?.name ?? '')}
    >
      {lead !== undefined && (
        <Stack gap={14}>
          <span className="wrap">{texts.linkMeaning(booker, lead.name)}</span>
          <span className="wrap muted small">
            {[lead.reason, lead.email].filter(Boolean).join('\u00a0· ')}
          </span>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                onClose()
                onLink(lead)
              }}
            >
              {texts.linkBooking}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}
