import { useDisclosure } from '@mantine/hooks'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import { useKeys } from '../components/keys.ts'
import { useLive } from '../live.ts'
import { safePath } from '../search-params.ts'
import { onSignedOut, queryClient } from '../trpc.ts'
import styles from './frame.module.css'
import { KeysDialog } from './keys-dialog.tsx'
import { Rail } from './rail.tsx'

/** What surrounds every page: the rail (a bar at the bottom of a phone), the live connection, the keys. */
export function Frame() {
  const live = useLive()
  const navigate = useNavigate()
  const [keysOpen, keys] = useDisclosure(false)
  useKeys({ '?': keys.open })

  useEffect(
    () =>
      onSignedOut(() => {
        const { pathname, search } = window.location
        const next = safePath(pathname + search)
        queryClient.clear()
        void navigate({ to: '/login', search: { next } })
      }),
    [navigate],
  )

  return (
    <div className={styles['frame']}>
      <a href="#main" className={styles['skip']}>
        Skip to content
      </a>
      <Rail live={live} onShowKeys={keys.open} />
      <div className={styles['content']}>
        <Outlet />
      </div>
      <KeysDialog opened={keysOpen} onClose={keys.close} />
    </div>
  )
}
