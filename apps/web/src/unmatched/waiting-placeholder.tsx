import { Skeleton } from '@mantine/core'

import * as texts from '../texts/unmatched.ts'

const widths = ['62%', '80%', '55%', '72%', '66%', '78%']

/** Grey lines while the first waiting bookings load. */
export function WaitingPlaceholder() {
  return (
    <div aria-busy="true" aria-label={texts.loading} role="status" style={{ maxWidth: 340 }}>
      {widths.map((width) => (
        <Skeleton key={width} height={14} width={width} my={26} />
      ))}
    </div>
  )
}
