import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { errorText } from '../errors.ts'
import * as texts from '../texts/lead-timeline.tsx'
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
  const save = () =>
    !empty && !addNote.isPending && addNote.mutate({ id: leadId, text: text.trim() })

  return (
    <form
      className={styles['note']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <NoteText
        label={texts.newNote}
        value={text}
        onChange={setText}
        onSave={save}
        error={addNote.error === null ? null : errorText(addNote.error)}
      />
      {!empty && (
        <div className={styles['noteActions']}>
          <span className={`muted small ${styles['saveKeys']}`}>{texts.saveKeys}</span>
          <Button type="submit" size="xs" loading={addNote.isPending}>
            {texts.addNote}
          </Button>
        </div>
      )}
    </form>
  )
}
