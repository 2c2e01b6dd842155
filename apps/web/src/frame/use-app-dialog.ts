import { useRef, useState } from 'react'

import type { AppDialog } from './app-dialogs.tsx'

/** Which dialog of the whole app is open. The focus goes back to where it was once none is. */
export function useAppDialog() {
  const [shown, setShown] = useState<AppDialog | null>(null)
  const before = useRef<Element | null>(null)

  function open(dialog: AppDialog) {
    if (shown === null) before.current = document.activeElement
    setShown(dialog)
  }

  function close(focusBack = true) {
    const target = before.current
    before.current = null
    setShown(null)
    if (!focusBack) return
    requestAnimationFrame(() => {
      const place = target?.isConnected === true ? target : document.getElementById('main')
      if (place instanceof HTMLElement) place.focus({ preventScroll: true })
    })
  }

  return { shown, open, close }
}
