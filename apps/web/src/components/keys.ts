import { useEffect, useEffectEvent } from 'react'

/**
 * Calls the function of a pressed key, as '/' or '?', unless somebody is typing or a dialog is open. The event
 * tells whether the key is held down.
 */
export function useKeys(actions: Record<string, (event: KeyboardEvent) => void>) {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.defaultPrevented || isBusy(event.target)) return
    event.preventDefault()
    action(event)
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => act(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]')
}
