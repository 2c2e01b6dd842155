import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/moves.ts'
import { TextButton } from './text-button.tsx'

/**
 * Tells that something was done, with a way back where there is one; `more` says what else the notification is to be. Answers its id.
 */
export function tellWithUndo(
  done: ReactNode,
  undo: (() => void) | null,
  more: { title?: string; autoClose?: number } = {},
): string {
  const id = notifications.show({
    color: 'green',
    ...more,
    message: (
      <span className="wrap">
        {done}
        {undo !== null && ' '}
        {undo !== null && (
          <TextButton
            onClick={() => {
              notifications.hide(id)
              undo()
            }}
          >
            {commonTexts.undo}
          </TextButton>
        )}
      </span>
    ),
  })
  return id
}

type Moved = { name: string; to: string; isUndo: boolean }

/** Tells that a lead was moved to a stage, with a way back unless that is what it was. Answers as `tellWithUndo`. */
export function tellMoved({ name, to, isUndo }: Moved, undo: () => void): string {
  return isUndo
    ? tellWithUndo(texts.movedBack(name, to), null)
    : tellWithUndo(texts.moved(name, to), undo)
}
