import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

import { tellMoved } from '../components/tell-with-undo.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/moves.ts'
import { client, type Lead, type Stage } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'

type Place = Pick<Stage, 'id' | 'name'>
type Step = { from: Place; to: Place; isUndo: boolean }

/** Moves a lead to a stage, and tells so with a way back. */
export function useMove({ id, name, stage }: Lead) {
  const lastTold = useRef<string | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: ({ to, isUndo }: Step) => client.lead.move.mutate({ id, stageId: to.id, isUndo }),
    onSuccess: (moved, { from, to, isUndo }) => {
      applyLead(moved)
      // Only the last move can be taken back: another undo would jump over it.
      if (lastTold.current !== null) notifications.hide(lastTold.current)
      lastTold.current = tellMoved({ name, to: to.name, isUndo }, () =>
        mutate({ from: to, to: from, isUndo: true }),
      )
    },
    onError: (error) => {
      const title = texts.notMoved(name)
      notifications.show({ color: 'red', title, message: errorText(error) })
    },
  })
  const move = (to: Place | undefined) => {
    if (to !== undefined && to.id !== stage.id) mutate({ from: stage, to, isUndo: false })
  }
  return { move, isMoving: isPending }
}
