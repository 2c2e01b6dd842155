import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import type { Ref } from 'react'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/lead-timeline.tsx'
import { trpc } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'

type Props = { noteId: string; onEdit: () => void; editRef: Ref<HTMLButtonElement> }

/** What the author of a note may do with it. */
export function NoteActions({ noteId, onEdit, editRef }: Props) {
  const [opened, dialog] = useDisclosure(false)
  const remove = useMutation(
    trpc.lead.removeNote.mutationOptions({
      onSuccess: (lead) => {
        dialog.close()
        applyLead(lead)
      },
    }),
  )
  return (
    <>
      {' · '}
      <TextButton ref={editRef} label={texts.editNote} onClick={onEdit}>
        {texts.edit}
      </TextButton>
      {' · '}
      <TextButton label={texts.removeNote} onClick={dialog.open}>
        {texts.remove}
      </TextButton>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
        title={texts.removeTitle}
        action={texts.removeNote}
        onConfirm={() => remove.mutate({ noteId })}
        busy={remove.isPending}
        error={remove.error}
      >
        {texts.removeText}
      </ConfirmDialog>
    </>
  )
}
