import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { Ago, Ahead } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { type Invitation, queryClient, trpc } from '../trpc.ts'
import styles from './members-page.module.css'
import { roleWords } from './roles.ts'

/** Somebody who was asked to join and has not yet. */
export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation
  const revoke = useMutation(
    trpc.member.revokeInvitation.mutationOptions({
      onSuccess: () => fetchAgain(queryClient, trpc.member.pathFilter()),
    }),
  )
  return (
    <li className={styles['invitation']}>
      <div className={`cut ${styles['name']}`} title={email}>
        {email}
      </div>
      <span>{roleWords[role].label}</span>
      <div className={`muted ${styles['facts']}`}>
        <span>
          By {invitedBy ?? 'somebody who left'}, <Ago iso={createdAt} />
        </span>
        <span>
          Ends <Ahead iso={expiresAt} passed="now" />
        </span>
        {revoke.error !== null && <span role="alert">{errorText(revoke.error)}</span>}
      </div>
      <Button
        className={styles['action'] ?? ''}
        variant="default"
        size="xs"
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ id })}
        aria-label={`Withdraw the invitation of ${email}`}
      >
        Withdraw
      </Button>
    </li>
  )
}
