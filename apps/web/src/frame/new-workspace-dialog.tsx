import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/new-workspace.ts'
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
    <Dialog opened={opened} onClose={onClose} title={texts.title}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            name="name"
            label={texts.name}
            description={texts.nameText}
            placeholder={texts.nameExample}
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
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={create.isPending || create.isSuccess}>
              {texts.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
