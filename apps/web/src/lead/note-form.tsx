import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { errorText } from '../errors.ts'
import { trpc } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'
import styles from './timeline.module.css'

const longestNote = 5000

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
      <Textarea
        aria-label="New note"
        placeholder="Write a note"
        autosize
        minRows={1}
        maxRows={12}
        maxLength={longestNote}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          save()
        }}
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
