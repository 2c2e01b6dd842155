import { notifications } from '@mantine/notifications'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { counted } from '../format.ts'
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
        queryClient.removeQueries(trpc.lead.byId.queryFilter({ id: lead.id }))
        void fetchAgain(queryClient, trpc.lead.pathFilter())
        notifications.show({ color: 'green', message: `${lead.name} was removed.` })
      },
    }),
  )
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="Remove this lead?"
      action="Remove lead"
      onConfirm={() => remove.mutate({ id: lead.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <span className="wrap">
        {lead.name} goes with all notes and the whole timeline.{' '}
        {wordBookings(lead.bookings.length, workspace.createsLeads)}What Cal.com sent stays under
        Deliveries. This cannot be undone.
      </span>
    </ConfirmDialog>
  )
}

function wordBookings(amount: number, createsLeads: boolean): string {
  if (amount === 0) return ''
  const are = amount === 1 ? 'goes back to Unmatched' : 'go back to Unmatched'
  const or = createsLeads ? ', or make a lead anew' : ''
  return `${counted(amount, 'booking')} ${are}${or}. `
}
