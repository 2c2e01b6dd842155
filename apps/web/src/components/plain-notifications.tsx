import { notifications, useNotifications } from '@mantine/notifications'

import * as commonTexts from '../texts/common.ts'
import styles from './plain-notifications.module.css'
import { TextButton } from './text-button.tsx'

/** The notifications of now, drawn with nothing that has to be fetched first; each stays until it is closed. */
export function PlainNotifications() {
  const { notifications: shown } = useNotifications()
  return (
    <div className={styles['notifications']}>
      {shown.map(({ id, title, message }) => (
        <div key={id} role="alert" className={styles['notification']}>
          <div className={styles['words']}>
            {title !== undefined && <strong>{title}</strong>}
            <div>{message}</div>
          </div>
          <TextButton onClick={() => id !== undefined && notifications.hide(id)}>
            {commonTexts.close}
          </TextButton>
        </div>
      ))}
    </div>
  )
}
