import { Notifications } from '@mantine/notifications'

import styles from './shown-notifications.module.css'

/** The notifications that are shown now. */
export function ShownNotifications() {
  return (
    <Notifications
      position="bottom-right"
      autoClose={6000}
      limit={3}
      className={styles['notifications'] ?? ''}
    />
  )
}
