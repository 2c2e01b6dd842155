import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconPencil, IconPlayerPause, IconPower } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import { NameDialog } from './name-dialog.tsx'

/** What is rarely done with an account: another name, pausing it, switching it off. */
export function EndpointMenu({ endpoint }: { endpoint: Endpoint }) {
  const [renaming, rename] = useDisclosure(false)
  const [stopping, stop] = useDisclosure(false)
  const update = useMutation(
    trpc.endpoint.update.mutationOptions({
      onSuccess: () => {
        rename.close()
        stop.close()
        return fetchAgain(queryClient, trpc.endpoint.pathFilter())
      },
    }),
  )
  const open = (dialog: typeof rename) => {
    update.reset()
    dialog.open()
  }

  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${endpoint.name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => open(rename)}
          >
            Rename
          </Menu.Item>
          {endpoint.mode === 'active' && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => update.mutate({ id: endpoint.id, mode: 'paused' })}
            >
              Pause
            </Menu.Item>
          )}
          {endpoint.mode !== 'disabled' && (
            <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={() => open(stop)}>
              Switch off
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameDialog
        opened={renaming}
        onClose={rename.close}
        title="Rename account"
        action="Rename"
        name={endpoint.name}
        pending={update.isPending}
        error={update.error}
        onSubmit={(name) => update.mutate({ id: endpoint.id, name })}
      />
      <ConfirmDialog
        opened={stopping}
        onClose={stop.close}
        title={`Switch ${endpoint.name} off?`}
        action="Switch off"
        onConfirm={() => update.mutate({ id: endpoint.id, mode: 'disabled' })}
        busy={update.isPending}
        error={update.error}
      >
        Everything that Cal.com sends from then on is refused and not kept. You can switch it on
        again, but bookings made in between are missing here. To keep them for later, pause it
        instead.
      </ConfirmDialog>
    </>
  )
}
