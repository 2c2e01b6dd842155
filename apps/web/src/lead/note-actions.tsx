import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import type { Ref } from 'react'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { TextButton } from '../components/text-button.tsx'
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
      <TextButton ref={editRef} label="Edit note" onClick={onEdit}>
        Edit
      </TextButton>
      {' · '}
      <TextButton label="Remove note" onClick={dialog.open}>
        Remove
      </TextButton>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
        title="Remove this note?"
        action="Remove note"
        onConfirm={() => remove.mutate({ noteId })}
        busy={remove.isPending}
        error={remove.error}
      >
        What it says is gone for good. The timeline goes on saying that you wrote a note here and
        removed it.
      </ConfirmDialog>
    </>
  )
}
