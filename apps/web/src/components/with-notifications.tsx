import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

import styles from './with-notifications.module.css'

/** What the router shows, and the notifications beside it: inside the router, so that they may hold links. */
export function WithNotifications({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Notifications
        position="bottom-right"
        autoClose={6000}
        limit={3}
        className={styles['notifications'] ?? ''}
      />
    </>
  )
}
