import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/pipeline.ts'
import { client, queryClient, type Stage } from '../trpc.ts'

type Props = {
  /** The one that goes; null for none. */
  stage: Stage | null
  stages: Stage[]
  /** How many leads stand in it. */
  leads: number
  onClose: () => void
}

/** Asks which stage another one is to be part of, and says what that does before it does. */
export function MergeDialog({ stage, stages, leads, onClose }: Props) {
  const others = stages.filter(({ id }) => id !== stage?.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const [moved, setMoved] = useState(0)
  const into = others.find(({ id }) => id === chosen) ?? nearestTo(stage, others)
  const merge = useMutation({
    mutationFn: (ids: { id: string; intoId: string }) => mergeAll(ids, setMoved),
    onSettled: () => fetchAgain(queryClient),
  })
  if (stage === null || into === undefined) return null
  const close = () => !merge.isPending && onClose()

  function start(from: Stage, to: Stage) {
    merge.mutate(
      { id: from.id, intoId: to.id },
      {
        onSuccess: () => {
          notifications.show({ color: 'green', message: texts.merged(from.name, to.name) })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog opened onClose={close} title={texts.mergeTitle(stage.name)}>
      <Stack gap={16}>
        <NativeSelect
          label={texts.mergeInto}
          value={into.id}
          disabled={merge.isPending}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          data-autofocus
        />
        <div>
          <strong>{texts.mergeLeads(leads, stage.name, into.name)}</strong>{' '}
          {texts.mergeMeaning(stage.name, into.name)}
          <div role="status">{merge.isPending && moved > 0 && texts.merging(moved)}</div>
        </div>
        <FormError>{merge.error === null ? null : errorText(merge.error)}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close} disabled={merge.isPending}>
            {commonTexts.cancel}
          </Button>
          <Button color="red.9" onClick={() => start(stage, into)} loading={merge.isPending}>
            {texts.mergeAction}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** Merges until all is done: of very many leads some are moved at a time. */
async function mergeAll(
  ids: { id: string; intoId: string },
  onMoved: (leads: number) => void,
): Promise<void> {
  for (let moved = 0; ;) {
    const { movedLeads, isDone } = await client.pipeline.mergeStage.mutate(ids)
    moved += movedLeads
    if (isDone) return
    onMoved(moved)
  }
}

/** The stage before it, else the one after: what is merged mostly stood beside. */
function nearestTo(stage: Stage | null, others: Stage[]): Stage | undefined {
  return others.findLast(({ position }) => stage !== null && position < stage.position) ?? others[0]
}
