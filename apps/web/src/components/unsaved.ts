import { useEffect } from 'react'

import { hasChangedForm, noteForm } from './changed-forms.ts'

const unsaved = new Set<object>()

/** Tells of something on the page that would be lost with it, for as long as `isUnsaved`. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const one = {}
    unsaved.add(one)
    return () => void unsaved.delete(one)
  }, [isUnsaved])
}

/** Whether something would be lost with this page: what was told of, or what was changed in a form since `watchForms`. */
export function hasUnsaved(): boolean {
  return unsaved.size > 0 || hasChangedForm(document.body)
}

/** Keeps how each form stands when it is first entered; returns how to stop that. */
export function watchForms(): () => void {
  const note = ({ target }: FocusEvent) => target instanceof Element && noteForm(target)
  document.addEventListener('focusin', note)
  return () => document.removeEventListener('focusin', note)
}
