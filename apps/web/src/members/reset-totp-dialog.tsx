import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/members.tsx'
import { type Member, queryClient, trpc } from '../trpc.ts'

type Props = { member: Member; opened: boolean; onClose: () => void }

/** Asks before a member who lost phone and recovery codes is let in by the password alone. */
export function ResetTotpDialog({ member: { userId, name }, opened, onClose }: Props) {
  const reset = useMutation(
    trpc.member.resetTotp.mutationOptions({
      onSuccess: () => {
        onClose()
        return fetchAgain(queryClient, trpc.member.pathFilter())
      },
    }),
  )
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={texts.resetTotpTitle(name)}
      action={texts.switchOff}
      onConfirm={() => reset.mutate({ userId })}
      busy={reset.isPending}
      error={reset.error}
    >
      {texts.resetTotpMeaning(name)}
    </ConfirmDialog>
  )
}
