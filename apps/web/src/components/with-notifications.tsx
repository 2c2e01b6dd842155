import { useNotifications } from '@mantine/notifications'
import { useIsFetching } from '@tanstack/react-query'
import { CatchBoundary, lazyRouteComponent } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'

import { PlainNotifications } from './plain-notifications.tsx'

const ShownNotifications = lazyRouteComponent(
  () => import('./shown-notifications.tsx'),
  'ShownNotifications',
)

const idleAfterMs = 3_000

/**
 * What the router shows, and the notifications beside it: inside the router, so that they may hold links. What draws them is
 * fetched once the screen is there, or with the first one; when it cannot be fetched they are drawn plainly until the page is
 * loaded anew. A browser keeps that an address failed, and by another one (`?again`) it cannot be asked for: the build alone
 * knows the address, and that of its style.
 */
export function WithNotifications({ children }: { children: ReactNode }) {
  const { notifications } = useNotifications()
  const [needed, setNeeded] = useState(false)
  if (!needed && notifications.length > 0) setNeeded(true)
  return (
    <>
      {children}
      <PreloadOnceIdle />
      {needed && (
        <CatchBoundary getResetKey={() => 'notifications'} errorComponent={PlainNotifications}>
          <Suspense fallback={null}>
            <ShownNotifications />
          </Suspense>
        </CatchBoundary>
      )}
    </>
  )
}

// A component of its own: it is drawn anew with every fetch.
function PreloadOnceIdle() {
  const isFetching = useIsFetching() > 0
  useEffect(() => {
    if (isFetching) return
    const timer = setTimeout(() => void ShownNotifications.preload?.(), idleAfterMs)
    return () => clearTimeout(timer)
  }, [isFetching])
  return null
}
