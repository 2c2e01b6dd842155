import { Button, Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLink } from '@tabler/icons-react'
import { lazy } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { Part } from '../components/part.tsx'
import * as texts from '../texts/lead.tsx'
import type { Lead } from '../trpc.ts'

// The drawing of a QR code is of use to few.
const BookingLinkForm = lazy(async () => ({
  default: (await import('./booking-link-form.tsx')).BookingLinkForm,
}))

/** Hands out the link by which whatever is booked belongs to this lead. */
export function BookingLink({ lead }: { lead: Lead }) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLink size={16} aria-hidden />}
        onClick={dialog.open}
      >
        {texts.bookingLink}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={texts.bookingLink}>
        <Part fallback={<Skeleton height={160} />} onMissing={dialog.close}>
          <BookingLinkForm lead={lead} />
        </Part>
      </Dialog>
    </>
  )
}
