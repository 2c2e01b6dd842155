import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/lead-timeline.tsx'
import { trpc } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'
import { Meanwhile } from './meanwhile.tsx'
import { NoteText } from './note-text.tsx'
import styles from './timeline.module.css'

type Props = { noteId: string; text: string; onClose: () => void }

/** Writes something else in a note, where it stands. */
export function EditNote({ noteId, text: now, onClose }: Props) {
  const [before] = useState(now)
  const [text, setText] = useState(before)
  const edit = useMutation(
    trpc.lead.editNote.mutationOptions({
      onSuccess: (lead) => {
        applyLead(lead)
        onClose()
      },
    }),
  )
  const empty = text.trim() === ''

  function save() {
    if (empty) return
    const changed = text.trim()
    if (changed === before || changed === now) onClose()
    else edit.mutate({ noteId, text: changed })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <NoteText
        label={texts.note}
        value={text}
        onChange={setText}
        onSave={save}
        onCancel={onClose}
        error={edit.error === null ? null : errorText(edit.error)}
        autoFocus
      />
      <Meanwhile before={before} now={now} />
      <div className={styles['noteActions']}>
        <Button variant="default" size="xs" onClick={onClose}>
          {commonTexts.cancel}
        </Button>
        <Button type="submit" size="xs" disabled={empty} loading={edit.isPending}>
          {texts.saveNote}
        </Button>
      </div>
    </form>
  )
}
