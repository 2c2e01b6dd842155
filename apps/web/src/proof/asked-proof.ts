import { useSyncExternalStore } from 'react'

type Asked = { answer: Promise<boolean>; resolve: (isProved: boolean) => void }

const listeners = new Set<() => void>()
let asked: Asked | null = null

/**
 * Has whoever is signed in confirm that it is them, once for all that ask meanwhile. Resolves to whether they did: to
 * false at once where no dialog can open.
 */
export function askForProof(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false)
  if (asked === null) {
    let resolve: Asked['resolve'] = () => {}
    const answer = new Promise<boolean>((settle) => (resolve = settle))
    asked = { answer, resolve }
    tell()
  }
  return asked.answer
}

/** Answers everything that asked; does nothing when nothing did. */
export function answerProof(isProved: boolean): void {
  asked?.resolve(isProved)
  asked = null
  tell()
}

/** Whether somebody has to confirm right now that it is them. */
function isProofAsked(): boolean {
  return asked !== null
}

/** The same, for what is drawn by it. */
export function useIsProofAsked(): boolean {
  return useSyncExternalStore(subscribe, isProofAsked)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell() {
  for (const listener of listeners) listener()
}
