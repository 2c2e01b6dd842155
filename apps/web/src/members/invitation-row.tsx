import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { Ago, Ahead } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/members.tsx'
import { roleWords } from '../texts/roles.ts'
import { type Invitation, queryClient, trpc } from '../trpc.ts'
import styles from './members-page.module.css'

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
      <div className={`wrap ${styles['who']} ${styles['name']}`}>{email}</div>
      <span className={styles['role']}>{roleWords[role].label}</span>
      <div className={`muted ${styles['facts']}`}>
        <span>{texts.invitedBy(invitedBy, <Ago iso={createdAt} />)}</span>
        <span>{texts.ends(<Ahead iso={expiresAt} passed={texts.now} />)}</span>
        {revoke.error !== null && <span role="alert">{errorText(revoke.error)}</span>}
      </div>
      <Button
        className={styles['action'] ?? ''}
        variant="default"
        size="xs"
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ id })}
        aria-label={texts.withdrawOf(email)}
      >
        {texts.withdraw}
      </Button>
    </li>
  )
}
