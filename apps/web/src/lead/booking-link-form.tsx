import { Skeleton, Stack, TextInput } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import { useState } from 'react'

import { CopyField } from '../components/copy-field.tsx'
import { LoadError } from '../components/page-states.tsx'
import * as texts from '../texts/lead.tsx'
import { type Lead, trpc } from '../trpc.ts'
import styles from './booking-link.module.css'
import { keepBookingPage, readBookingPage, toBookingLink, toBookingPage } from './booking-page.ts'

/** Makes the link of a lead out of the address of a booking page, which this browser remembers. */
export function BookingLinkForm({ lead }: { lead: Lead }) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const link = useQuery(trpc.lead.bookingLink.queryOptions({ id: lead.id }))
  const [text, setText] = useState(() => readBookingPage(workspace.id))
  const page = toBookingPage(text)

  function type(typed: string) {
    setText(typed)
    const known = toBookingPage(typed)
    if (known !== null) keepBookingPage(workspace.id, known)
  }

  if (link.error !== null) {
    return <LoadError error={link.error} retry={() => void link.refetch()} />
  }
  return (
    <Stack gap={16}>
      <div className="wrap">{texts.bookingLinkText(lead.name)}</div>
      <TextInput
        label={texts.bookingPage}
        type="url"
        placeholder={texts.bookingPageExample}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        error={text.trim() === '' || page !== null ? null : texts.noBookingPage}
        autoComplete="off"
        // The form comes after its dialog, which by then has put the focus elsewhere.
        autoFocus
      />
      {page !== null && link.data === undefined && <Skeleton height={60} />}
      {page !== null && link.data !== undefined && (
        <>
          <CopyField label={texts.link} value={toBookingLink(page, link.data.parameter)} />
          <div className={styles['qr']}>
            <QRCodeSVG
              value={toBookingLink(page, link.data.parameter)}
              size={176}
              title={texts.qrCode(lead.name)}
            />
          </div>
        </>
      )}
    </Stack>
  )
}
