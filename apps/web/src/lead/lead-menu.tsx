import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { counted } from '../format.ts'
import { useMay } from '../may.ts'
import { type Lead, queryClient, trpc } from '../trpc.ts'

/** What is seldom done with a lead. */
export function LeadMenu({ lead }: { lead: Lead }) {
  const mayRemove = useMay('settings:write')
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const [opened, dialog] = useDisclosure(false)
  const navigate = useNavigate()
  const remove = useMutation(
    trpc.lead.remove.mutationOptions({
      onSuccess: async () => {
        dialog.close()
        await navigate({ to: '/leads' })
        queryClient.removeQueries(trpc.lead.byId.queryFilter({ id: lead.id }))
        void fetchAgain(queryClient, trpc.lead.pathFilter())
        notifications.show({ color: 'green', message: `${lead.name} was removed.` })
      },
    }),
  )
  if (!mayRemove) return null
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={dialog.open}
          >
            Remove lead…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
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
    </>
  )
}

function wordBookings(amount: number, createsLeads: boolean): string {
  if (amount === 0) return ''
  const are = amount === 1 ? 'goes back to Unmatched' : 'go back to Unmatched'
  const or = createsLeads ? ', or make a lead anew' : ''
  return `${counted(amount, 'booking')} ${are}${or}. `
}
