import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'

import { TextButton } from '../components/text-button.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/lead-timeline.tsx'
import { type Lead, type TimelineEntry, trpc } from '../trpc.ts'
import { applyLead, tellNotSaved } from './apply-lead.ts'

/** The entry of the move by automation that put a lead where it is; undefined when a person put it there. */
export function lastMoveByRule({ stageSetBy, stage, timeline }: Lead): TimelineEntry | undefined {
  if (stageSetBy !== 'rule') return undefined
  const last = timeline.find(({ kind }) => kind === 'moved')
  const isThis =
    last?.actor.kind === 'rule' && last.detail.kind === 'moved' && last.detail.to === stage.name
  return isThis ? last : undefined
}

/** Takes a move by automation back. */
export function UndoMove({ entry }: { entry: TimelineEntry }) {
  const undo = useMutation(
    trpc.lead.undo.mutationOptions({
      onSuccess: (lead) => {
        applyLead(lead)
        const message = texts.undone(lead.name, lead.stage.name)
        notifications.show({ color: 'green', message })
      },
      onError: tellNotSaved,
    }),
  )
  return (
    <>
      {' · '}
      <TextButton
        label={texts.undoMove}
        onClick={() => undo.isPending || undo.mutate({ timelineEntryId: entry.id })}
      >
        {commonTexts.undo}
      </TextButton>
    </>
  )
}
