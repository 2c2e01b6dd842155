import { IconSquareCheck } from '@tabler/icons-react'

import styles from './calcom-block.module.css'

const triggers = [
  { name: 'BOOKING_CREATED', effect: 'marks the lead as booked when an appointment is made' },
  { name: 'BOOKING_RESCHEDULED', effect: 'updates the time when the visitor moves the booking' },
  { name: 'BOOKING_CANCELLED', effect: 'records the cancellation on the lead' },
]

/** What to do in Cal.com itself, and the triggers to tick there. */
export function Triggers() {
  return (
    <>
      <p>
        In Cal.com, open Settings → Developer → Webhooks and press New webhook. Paste the URL and
        the secret, and tick these event triggers:
      </p>
      <ul className={styles['triggers']}>
        {triggers.map(({ name, effect }) => (
          <li key={name}>
            <IconSquareCheck size={18} aria-hidden />
            <span>
              <code className={styles['code']}>{name}</code> <span className="muted">{effect}</span>
            </span>
          </li>
        ))}
      </ul>
      <p>
        Leave the payload template alone, switch the webhook on and save it. One webhook covers all
        your event types.
      </p>
    </>
  )
}
