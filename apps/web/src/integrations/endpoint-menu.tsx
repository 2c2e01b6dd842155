import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconPencil, IconPlayerPause, IconPower } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/integrations.tsx'
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
          <ActionIcon variant="subtle" color="gray" aria-label={texts.moreFor(endpoint.name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => open(rename)}
          >
            {texts.rename}
          </Menu.Item>
          {endpoint.mode === 'active' && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} aria-hidden />}
              onClick={() => update.mutate({ id: endpoint.id, mode: 'paused' })}
            >
              {texts.pause}
            </Menu.Item>
          )}
          {endpoint.mode !== 'disabled' && (
            <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={() => open(stop)}>
              {texts.switchOff}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameDialog
        opened={renaming}
        onClose={rename.close}
        title={texts.renameTitle}
        action={texts.rename}
        name={endpoint.name}
        pending={update.isPending}
        error={update.error}
        onSubmit={(name) => update.mutate({ id: endpoint.id, name })}
      />
      <ConfirmDialog
        opened={stopping}
        onClose={stop.close}
        title={texts.switchOffTitle(endpoint.name)}
        action={texts.switchOff}
        onConfirm={() => update.mutate({ id: endpoint.id, mode: 'disabled' })}
        busy={update.isPending}
        error={update.error}
      >
        {texts.switchOffText}
      </ConfirmDialog>
    </>
  )
}
