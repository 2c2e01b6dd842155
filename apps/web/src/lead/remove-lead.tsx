import { notifications } from '@mantine/notifications'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { focusMain } from '../components/focus-back.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/lead.tsx'
import { type Lead, queryClient, trpc } from '../trpc.ts'

type Props = { lead: Lead; opened: boolean; onClose: () => void }

/** Asks before a lead goes for good, and says what becomes of its bookings. */
export function RemoveLead({ lead, opened, onClose }: Props) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const navigate = useNavigate()
  const remove = useMutation(
    trpc.lead.remove.mutationOptions({
      onSuccess: async () => {
        onClose()
        await navigate({ to: '/leads' })
        focusMain()
        queryClient.removeQueries(trpc.lead.byId.queryFilter({ id: lead.id }))
        void fetchAgain(queryClient, trpc.lead.pathFilter())
        notifications.show({ color: 'green', message: texts.removed(lead.name) })
      },
    }),
  )
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={texts.removeTitle}
      action={texts.removeLead}
      onConfirm={() => remove.mutate({ id: lead.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <span className="wrap">
        {texts.removeText(lead.name, lead.bookings.length, workspace.createsLeads)}
      </span>
    </ConfirmDialog>
  )
}
