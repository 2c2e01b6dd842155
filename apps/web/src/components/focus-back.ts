import { useEffect, useState } from 'react'

import { isInClosedDialog, topmostDialog } from './open-dialogs.ts'

/** Puts the focus on the page's main part. */
export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}

/** What has the focus now, to give it back: for what is chosen in a menu the button of the menu, which is gone by then. */
export function findOpener(): Element | null {
  const now = document.activeElement
  const button = now?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  return button == null ? now : document.getElementById(button)
}

/**
 * Gives the focus back to what opened a dialog that closes, or to the dialog or the page's main part below it where that is gone,
 * unless it is elsewhere already.
 */
export function focusBack(opener: Element | null): void {
  requestAnimationFrame(() => {
    const now = document.activeElement
    if (now !== null && now !== document.body && !isInClosedDialog(now)) return
    // That one gives it back itself.
    if (opener !== null && isInClosedDialog(opener)) return
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
      opener.focus({ preventScroll: true })
    } else focusIn(topmostDialog())
  })
}

function focusIn(dialog: HTMLElement | null): void {
  if (dialog === null) focusMain()
  else (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus()
}

/** Gives the focus back when a dialog closes, also when all of it goes away then, which Mantine does not. */
export function useFocusBack(opened: boolean): void {
  const [opener, setOpener] = useState<Element | null>(null)
  const [wasOpened, setWasOpened] = useState(false)
  if (opened !== wasOpened) {
    setWasOpened(opened)
    // Later it may be in the dialog already.
    if (opened) setOpener(findOpener())
  }
  useEffect(() => (opened ? () => focusBack(opener) : undefined), [opened, opener])
}
