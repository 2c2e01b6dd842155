import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { errorText } from '../errors.ts'
import { trpc } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'
import { NoteText } from './note-text.tsx'
import styles from './timeline.module.css'

/** Writes a note into the timeline; what was typed stays until it is saved. */
export function NoteForm({ leadId }: { leadId: string }) {
  const [text, setText] = useState('')
  const addNote = useMutation(
    trpc.lead.addNote.mutationOptions({
      onSuccess: (lead) => {
        applyLead(lead)
        setText('')
      },
    }),
  )
  const empty = text.trim() === ''
  const save = () => !empty && addNote.mutate({ id: leadId, text: text.trim() })

  return (
    <form
      className={styles['note']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <NoteText
        label="New note"
        value={text}
        onChange={setText}
        onSave={save}
        error={addNote.error === null ? null : errorText(addNote.error)}
      />
      {!empty && (
        <div className={styles['noteActions']}>
          <span className="muted small">Ctrl or ⌘ and Enter saves, too</span>
          <Button type="submit" size="xs" loading={addNote.isPending}>
            Add note
          </Button>
        </div>
      )}
    </form>
  )
}
