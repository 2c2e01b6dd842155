import { useRef, useState } from 'react'

import { findOpener, focusBack } from '../components/focus-back.ts'
import type { AppDialog } from './app-dialogs.tsx'

/** Which dialog of the whole app is open. The focus goes back to where it was once none is. */
export function useAppDialog() {
  const [shown, setShown] = useState<AppDialog | null>(null)
  const before = useRef<Element | null>(null)

  function open(dialog: AppDialog) {
    if (shown === null) before.current = findOpener()
    setShown(dialog)
  }

  function close(isFocusBack = true) {
    if (isFocusBack) focusBack(before.current)
    before.current = null
    setShown(null)
  }

  return { shown, open, close }
}
