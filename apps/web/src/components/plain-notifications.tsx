import { notifications, useNotifications } from '@mantine/notifications'
import { type ReactNode, useEffect } from 'react'

import * as commonTexts from '../texts/common.ts'
import styles from './plain-notifications.module.css'
import { TextButton } from './text-button.tsx'

const closeAfterMs = 6_000

/** The notifications of now, drawn with nothing that has to be fetched first. Errors stay until they are closed. */
export function PlainNotifications() {
  const { notifications: shown } = useNotifications()
  return (
    <div className={styles['notifications']}>
      {shown.map(({ id = '', title, message, color, autoClose }) => (
        <OneNotification
          key={id}
          id={id}
          title={title}
          isError={color === 'red'}
          stays={color === 'red' || autoClose === false}
        >
          {message}
        </OneNotification>
      ))}
    </div>
  )
}

type Props = {
  id: string
  title: ReactNode
  isError: boolean
  stays: boolean
  children: ReactNode
}

function OneNotification({ id, title, isError, stays, children }: Props) {
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => notifications.hide(id), closeAfterMs)
    return () => clearTimeout(timer)
  }, [id, stays])
  return (
    <div role={isError ? 'alert' : 'status'} className={styles['notification']}>
      <div className={styles['words']}>
        {title !== undefined && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
      <TextButton onClick={() => notifications.hide(id)}>{commonTexts.close}</TextButton>
    </div>
  )
}
