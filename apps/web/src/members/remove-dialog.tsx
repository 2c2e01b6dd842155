import { useMutation, useSuspenseQuery } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/members.tsx'
import { type Member, queryClient, trpc } from '../trpc.ts'

type Props = { member: Member; isSelf: boolean; opened: boolean; onClose: () => void }

/** Asks before somebody, or oneself, is taken out of the workspace. */
export function RemoveDialog({ member, isSelf, opened, onClose }: Props) {
  const { userId, name } = member
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      onSuccess: () => {
        // Whoever left is signed out.
        if (isSelf) return window.location.assign('/login')
        onClose()
        return fetchAgain(queryClient, trpc.member.pathFilter())
      },
    }),
  )
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={isSelf ? texts.leaveTitle(workspace.name) : texts.removeTitle(name)}
      action={isSelf ? texts.leave : texts.remove}
      onConfirm={() => remove.mutate({ userId })}
      busy={remove.isPending}
      error={remove.error}
    >
      {isSelf ? texts.leaveMeaning : texts.removeMeaning}
    </ConfirmDialog>
  )
}
