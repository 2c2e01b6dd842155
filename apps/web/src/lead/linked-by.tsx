import { useMutation } from '@tanstack/react-query'

import { TextButton } from '../components/text-button.tsx'
import { Ago } from '../components/time.tsx'
import { useMay } from '../may.ts'
import * as texts from '../texts/booking.ts'
import type { Booking } from '../trpc.ts'
import { takeBack } from '../unmatched/take-back.tsx'
import { actorName } from '../words.ts'

type Props = { booking: Booking; link: NonNullable<Booking['link']>; leadId: string }

/** By whom a booking was linked to its lead, and the way back. */
export function LinkedBy({ booking, link, leadId }: Props) {
  const mayWrite = useMay('leads:write')
  const unlink = useMutation({
    mutationFn: () => takeBack({ bookingId: booking.id, leadId }),
  })
  return (
    <>
      {texts.linkedBy(actorName(link.actor))} · <Ago iso={link.at} />
      {mayWrite && (
        <>
          {' · '}
          <TextButton label={texts.unlinkHeard} onClick={() => unlink.isPending || unlink.mutate()}>
            {texts.unlink}
          </TextButton>
        </>
      )}
    </>
  )
}
