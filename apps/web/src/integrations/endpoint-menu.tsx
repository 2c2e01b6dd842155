import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconPencil, IconPlayerPause } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText } from '../errors.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'

/** What is rarely done with an account: another name, switching it off. */
export function EndpointMenu({ endpoint }: { endpoint: Endpoint }) {
  const [renaming, rename] = useDisclosure(false)
  const [stopping, stop] = useDisclosure(false)
  const update = useMutation(
    trpc.endpoint.update.mutationOptions({
      onSuccess: () => {
        rename.close()
        stop.close()
        return queryClient.invalidateQueries(trpc.endpoint.pathFilter())
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
              onClick={() => open(stop)}
            >
              Switch off
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={renaming} onClose={rename.close} title="Rename account" size="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const name = formText(new FormData(event.currentTarget), 'name')
            update.mutate({ id: endpoint.id, name })
          }}
        >
          <Stack gap={16}>
            <TextInput
              name="name"
              label="Name"
              description="Only for you, to tell accounts apart."
              defaultValue={endpoint.name}
              maxLength={100}
              required
              withAsterisk={false}
              data-autofocus
            />
            <FormError>{update.error === null ? null : errorText(update.error)}</FormError>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={rename.close}>
                Cancel
              </Button>
              <Button type="submit" loading={update.isPending}>
                Rename
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
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
        again, but bookings made in between are missing here.
      </ConfirmDialog>
    </>
  )
}
