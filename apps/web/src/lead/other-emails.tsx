import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { tellWithUndo } from '../components/tell-with-undo.tsx'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/lead.tsx'
import { client, type Lead, trpc } from '../trpc.ts'
import { applyLead, tellNotSaved } from './apply-lead.ts'
import styles from './other-emails.module.css'

type Props = { lead: Lead; emails: string[]; readOnly: boolean }

/** The emails besides the main one by which bookings find a lead: each can become the main one, or go. */
export function OtherEmails({ lead, emails, readOnly }: Props) {
  const [leaving, setLeaving] = useState('')
  const [asks, dialog] = useDisclosure(false)
  const makeMain = useMakeMain(lead)
  return (
    <>
      <ul className={styles['emails']} aria-label={texts.otherEmails}>
        {emails.map((email) => (
          <li key={email}>
            <span className="wrap">{email}</span>
            {!readOnly && (
              <span className={styles['actions']}>
                <TextButton label={texts.makeMainOne(email)} onClick={() => makeMain(email)}>
                  {texts.makeMain}
                </TextButton>
                <TextButton
                  label={texts.removeOne(email)}
                  onClick={() => {
                    setLeaving(email)
                    dialog.open()
                  }}
                >
                  {texts.remove}
                </TextButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      <RemoveEmail lead={lead} email={leaving} opened={asks} onClose={dialog.close} />
    </>
  )
}

/** Makes another email the main one; the one before stays as another. */
function useMakeMain({ id, email: before }: Lead) {
  const { mutate, isPending } = useMutation({
    mutationFn: ({ email }: { email: string | null; undoTo?: string | null }) =>
      client.lead.update.mutate({ id, email }),
    onSuccess: (lead, { email, undoTo }) => {
      applyLead(lead)
      if (undoTo === undefined) return
      tellWithUndo(texts.isMain(email), () => mutate({ email: undoTo }))
    },
    onError: tellNotSaved,
  })
  return (email: string) => isPending || mutate({ email, undoTo: before })
}

type RemoveProps = { lead: Lead; email: string; opened: boolean; onClose: () => void }

function RemoveEmail({ lead: { id }, email, opened, onClose }: RemoveProps) {
  const remove = useMutation(
    trpc.lead.removeEmail.mutationOptions({
      onSuccess: (lead) => {
        onClose()
        applyLead(lead)
      },
    }),
  )
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={texts.removeEmailTitle}
      action={texts.removeEmail}
      onConfirm={() => remove.mutate({ id, email })}
      busy={remove.isPending}
      error={remove.error}
    >
      <span className="wrap">{texts.removeEmailText(email)}</span>
    </ConfirmDialog>
  )
}
