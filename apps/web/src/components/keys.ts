import { useEffect, useEffectEvent } from 'react'

import { readPress } from './key-sequence.ts'
import type { KeyOf, ShortcutPlace } from './shortcuts.ts'

type Action = (event: KeyboardEvent) => void
type Binding = { place: ShortcutPlace; actions: () => Record<string, Action | undefined> }

/** Whether this keyboard has ⌘ where others have Ctrl. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

// How long the first press of two waits for the second one.
const patienceMs = 1500
const bindings = new Set<Binding>()
let started: { keys: string; at: number } | null = null

/**
 * Calls the function of a pressed key, as '/' or 'g l', unless somebody is typing or a dialog or menu is open; 'mod+k' also works
 * while typing. The keys of a place come before those that work anywhere. The event tells whether the key is held down.
 */
export function useKeys<P extends ShortcutPlace>(
  place: P,
  actions: { [Key in KeyOf<P>]?: Action },
): void {
  const current = useEffectEvent((): Record<string, Action | undefined> => actions)
  useEffect(() => {
    const binding = { place, actions: () => current() }
    if (bindings.size === 0) document.addEventListener('keydown', onKeyDown)
    bindings.add(binding)
    return () => {
      bindings.delete(binding)
      if (bindings.size === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [place])
}

function onKeyDown(event: KeyboardEvent): void {
  const key = keyOf(event)
  if (key === null || event.defaultPrevented || isDialogOpen()) return
  if (!key.startsWith('mod+') && isTyping(event.target)) return
  const before = started !== null && event.timeStamp - started.at < patienceMs ? started.keys : null
  started = null
  const reading = readPress(before, key, boundKeys())
  if (reading.kind === 'wait') started = { keys: reading.keys, at: event.timeStamp }
  else if (reading.kind === 'act') {
    event.preventDefault()
    actionOf(reading.keys)?.(event)
  }
}

/** The name of what was pressed; null for what is no shortcut of ours: a modifier alone, or keys of the browser. */
function keyOf(event: KeyboardEvent): string | null {
  const { key, altKey, ctrlKey, metaKey } = event
  if (event.isComposing || altKey || /^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(key))
    return null
  if (!ctrlKey && !metaKey) return key
  return (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) ? `mod+${key}` : null
}

function boundKeys(): string[] {
  return [...bindings].flatMap(({ actions }) =>
    Object.entries(actions()).flatMap(([keys, action]) => (action === undefined ? [] : [keys])),
  )
}

function actionOf(keys: string): Action | undefined {
  const found = [...bindings].filter(({ actions }) => actions()[keys] !== undefined)
  const nearest = found.find(({ place }) => place !== 'anywhere') ?? found[0]
  return nearest?.actions()[keys]
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const fields =
    'input:not([type="checkbox"]), textarea, select, [role="textbox"], [role="listbox"]'
  return target.isContentEditable || target.matches(fields)
}
