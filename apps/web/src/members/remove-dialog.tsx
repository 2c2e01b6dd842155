import { useMutation, useSuspenseQuery } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
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
      title={isSelf ? `Leave ${workspace.name}?` : `Remove ${name}?`}
      action={isSelf ? 'Leave' : 'Remove'}
      onConfirm={() => remove.mutate({ userId })}
      busy={remove.isPending}
      error={remove.error}
    >
      {isSelf
        ? 'You are signed out at once and see nothing of this workspace any more. Only an invitation brings you back.'
        : 'They are signed out at once and see nothing of this workspace any more. What they did stays in the timelines. To have them back, invite them again.'}
    </ConfirmDialog>
  )
}
