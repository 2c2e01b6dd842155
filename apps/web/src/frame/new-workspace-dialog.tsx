import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { trpc } from '../trpc.ts'

/** Makes another workspace and goes there. */
export function NewWorkspaceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useMutation(
    trpc.workspace.create.mutationOptions({ onSuccess: () => window.location.assign('/leads') }),
  )
  const refused = refusedFields(create.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    create.mutate({ name: formText(new FormData(event.currentTarget), 'name') })
  }

  return (
    <Modal opened={opened} onClose={onClose} title="New workspace">
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            name="name"
            label="Company or brand"
            description="It gets leads, a pipeline, a Cal.com address and members of its own."
            placeholder="Second Sun Ltd"
            maxLength={100}
            error={refused['name']}
            required
            withAsterisk={false}
            data-autofocus
          />
          <FormError>
            {create.error !== null && refused['name'] === undefined
              ? errorText(create.error)
              : null}
          </FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending || create.isSuccess}>
              Create workspace
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
