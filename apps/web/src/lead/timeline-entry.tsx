import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'

import { wordEntry } from '@solar-capture/core/word-entry'

import { Ago } from '../components/time.tsx'
import { viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import * as texts from '../texts/lead-timeline.tsx'
import { type TimelineEntry, trpc } from '../trpc.ts'
import { actorName, entryWords } from '../words.ts'
import { DeliveryLink } from './delivery-link.tsx'
import { EditNote } from './edit-note.tsx'
import { EntryText } from './entry-text.tsx'
import { NoteActions } from './note-actions.tsx'
import styles from './timeline.module.css'

type Props = {
  entry: TimelineEntry
  isNew: boolean
  /** What else can be done about it. */
  action?: ReactNode
}

/** Something that happened to a lead, and who did it; one's own notes can be changed. */
export function Entry({ entry, isNew, action }: Props) {
  const [editing, setEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const mayEdit = useIsMine(entry)
  const { icon: Icon, tone } = entryWords[entry.kind]
  const note = entry.detail.kind === 'note' ? entry.detail : null
  const isRemoved = note?.removedAt !== undefined

  function stopEditing() {
    // The button is there again only after this render.
    flushSync(() => setEditing(false))
    editButton.current?.focus()
  }

  return (
    <li
      className={styles['entry']}
      data-kind={entry.kind}
      data-removed={isRemoved || undefined}
      data-just-changed={isNew || undefined}
    >
      <span className={styles['icon']} data-tone={isRemoved ? 'grey' : tone}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles['body']}>
        {editing && note !== null ? (
          <EditNote noteId={entry.id} text={note.text} onClose={stopEditing} />
        ) : (
          <>
            <EntryText text={wordEntry(entry.detail, viewerZone())} />
            <p className={`muted small ${styles['meta']}`}>
              {actorName(entry.actor)} · <Ago iso={entry.at} />
              <Changed said={texts.edited} at={note?.editedAt} />
              <Changed said={texts.removed} at={note?.removedAt} />
              <span className={styles['more']}>
                <DeliveryLink deliveryId={entry.deliveryId} />
                {action}
                {mayEdit && (
                  <NoteActions
                    noteId={entry.id}
                    onEdit={() => setEditing(true)}
                    editRef={editButton}
                  />
                )}
              </span>
            </p>
          </>
        )}
      </div>
    </li>
  )
}

type ChangedProps = { said: (ago: ReactNode) => ReactNode; at: string | undefined }

function Changed({ said, at }: ChangedProps) {
  if (at === undefined) return null
  return (
    <>
      {' · '}
      {said(<Ago iso={at} />)}
    </>
  )
}

/** Whether an entry is a note of whoever looks at it, who may still change it. */
function useIsMine({ detail }: TimelineEntry): boolean {
  const mayWrite = useMay('leads:write')
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  if (!mayWrite || detail.kind !== 'note' || detail.removedAt !== undefined) return false
  return detail.authorId !== undefined && detail.authorId === workspace.user?.id
}
