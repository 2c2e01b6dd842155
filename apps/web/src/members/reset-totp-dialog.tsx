import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
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
      title={`Switch off two-step sign-in for ${name}?`}
      action="Switch off"
      onConfirm={() => reset.mutate({ userId })}
      busy={reset.isPending}
      error={reset.error}
    >
      For somebody who lost their phone and their recovery codes. They are signed out, and get in by
      their password alone until they set it up again. Be sure that it is {name} who asks: call
      them, or see them.
    </ConfirmDialog>
  )
}
