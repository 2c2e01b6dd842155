import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { Section } from '../components/section.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import * as commonTexts from '../texts/common.ts'
import { queryClient, trpc } from '../trpc.ts'
import styles from './account.module.css'
import { SessionRow } from './session-row.tsx'

/** Where somebody is signed in, and the way to end that. */
export function SessionsSection() {
  // Nothing tells of a sign-in elsewhere, so they are asked for whenever somebody looks.
  const { data: sessions } = useSuspenseQuery(
    trpc.account.sessions.queryOptions(undefined, { staleTime: 0 }),
  )
  const [asking, confirm] = useDisclosure(false)
  const revoke = useMutation(
    trpc.account.revokeOtherSessions.mutationOptions({
      onSuccess: () => {
        confirm.close()
        return fetchAgain(queryClient, trpc.account.sessions.queryFilter())
      },
    }),
  )
  const own = sessions.filter(({ isCurrent }) => isCurrent)
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  return (
    <Section
      title={texts.sessions}
      actions={
        others.length > 0 && (
          <Button variant="default" size="xs" onClick={confirm.open}>
            {texts.signOutElsewhere}
          </Button>
        )
      }
    >
      <ul className={styles['rows']}>
        {[...own, ...others].map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <ConfirmDialog
        opened={asking}
        onClose={confirm.close}
        title={texts.signOutElsewhereTitle}
        action={commonTexts.signOut}
        onConfirm={() => revoke.mutate()}
        busy={revoke.isPending}
        error={revoke.error}
      >
        {texts.signOutElsewhereMeaning(others.length)}
      </ConfirmDialog>
    </Section>
  )
}
