import { useEffect, useEffectEvent, useId } from 'react'

import { isTopmost, openDialog } from './open-dialogs.ts'

/**
 * Makes Back leave a dialog, as Escape does. Answers the `id` for its element, and what it calls to close: of dialogs that lie
 * over each other only the topmost is left.
 */
export function useOpenDialog(
  opened: boolean,
  onLeave: (id: string) => void,
): { id: string; onClose: () => void } {
  const id = useId()
  const leave = useEffectEvent(onLeave)
  useEffect(() => (opened ? openDialog(id, () => leave(id)) : undefined), [opened, id])
  return { id, onClose: () => isTopmost(id) && onLeave(id) }
}
