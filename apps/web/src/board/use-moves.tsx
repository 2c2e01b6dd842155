import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'

import { tellMoved } from '../components/tell-with-undo.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/moves.ts'
import { client, type LeadRow, queryClient, trpc } from '../trpc.ts'
import { confirmed, type Moves, refused, settled, started } from './moves.ts'

type Place = { id: string; name: string }

/** Moves a lead, which stands where its row says, to a stage. */
export type MoveLead = (lead: Pick<LeadRow, 'id' | 'name'> & { stage: Place }, to: Place) => void

type Step = { lead: Parameters<MoveLead>[0]; to: Place; isUndo: boolean }

/**
 * Moves leads one after the other, and tells what came of each. `moves` is what is not known to the board yet: a lead is
 * shown where it was dropped until then, or back where it was when the server refused.
 */
export function useMoves(): { moves: Moves; move: MoveLead } {
  const [moves, setMoves] = useState<Moves>(() => new Map())
  const lastTold = useRef<string | null>(null)

  const { mutate } = useMutation({
    // Of two moves of a lead the later one counts, so it is sent once the earlier one is answered.
    scope: { id: 'moves on the board' },
    // Without a connection it fails at once: a card that only seems moved would be worse.
    networkMode: 'always',
    mutationFn: ({ lead, to, isUndo }: Step) =>
      client.lead.move.mutate({ id: lead.id, stageId: to.id, isUndo }),
    onSuccess: (_, step) => {
      setMoves((earlier) => confirmed(earlier, step.lead.id, step.to.id))
      // Only the last move can be taken back: another undo would jump over it.
      if (lastTold.current !== null) notifications.hide(lastTold.current)
      const told = { name: step.lead.name, to: step.to.name, isUndo: step.isUndo }
      lastTold.current = tellMoved(told, () => start({ ...undoing(step), isUndo: true }))
    },
    onError: (error, { lead }) => {
      setMoves((earlier) => refused(earlier, lead.id))
      const title = texts.notMoved(lead.name)
      notifications.show({ color: 'red', title, message: errorText(error) })
    },
    onSettled: (_answer, error, { lead }) => void bringUpToDate(lead.id, error !== null),
  })

  async function bringUpToDate(leadId: string, wasRefused: boolean) {
    // The stage may be gone then, or the right to move leads.
    if (wasRefused) await fetchAgain(queryClient)
    else await fetchAgain(queryClient, trpc.lead.pathFilter())
    setMoves((earlier) => settled(earlier, leadId))
  }

  const start = useCallback(
    (step: Step) => {
      const { lead, to } = step
      if (lead.stage.id === to.id) return
      const at = new Date().toISOString()
      const move = { leadId: lead.id, from: lead.stage.id, to: to.id, at }
      setMoves((earlier) => started(earlier, move))
      mutate(step)
    },
    [mutate],
  )
  const move: MoveLead = useCallback((lead, to) => start({ lead, to, isUndo: false }), [start])
  return { moves, move }
}

function undoing({ lead, to }: Step) {
  return { lead: { ...lead, stage: to }, to: lead.stage }
}
