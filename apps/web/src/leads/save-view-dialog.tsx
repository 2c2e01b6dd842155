import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads-views.ts'
import { client, type LeadView } from '../trpc.ts'
import { listAgain } from './use-views.tsx'

type Props = {
  /** The view whose name is changed, null in it for a new one; null while the dialog is closed. */
  edited: { view: LeadView | null } | null
  /** What a new view keeps. */
  state: Record<string, string>
  onClose: () => void
  onSaved: (id: string) => void
}

/** Asks for a view's name and whether others see it. */
export function SaveViewDialog(props: Props) {
  const { edited, onClose } = props
  const isNew = edited === null || edited.view === null
  return (
    <Dialog
      opened={edited !== null}
      onClose={onClose}
      title={isNew ? texts.saveNew : texts.rename}
      size="sm"
    >
      {edited !== null && <ViewForm {...props} view={edited.view} />}
    </Dialog>
  )
}

function ViewForm({ view, state, onClose, onSaved }: Props & { view: LeadView | null }) {
  const mayShare = useMay('leads:write')
  const { mutate, isPending, error } = useMutation({
    mutationFn: (given: { name: string; isShared: boolean }) =>
      client.view.save.mutate(
        view === null ? { ...given, state } : { ...given, id: view.id, state: view.state },
      ),
    onSuccess: async ({ id }) => {
      await listAgain()
      onSaved(id)
      onClose()
    },
  })
  const refused = refusedFields(error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ name: formText(form, 'name'), isShared: form.has('isShared') })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={14}>
        <TextInput
          name="name"
          label={commonTexts.name}
          defaultValue={view?.name ?? ''}
          placeholder={texts.nameExample}
          required
          withAsterisk={false}
          maxLength={100}
          error={refused['name']}
          data-autofocus
        />
        {mayShare && (
          <Checkbox
            name="isShared"
            label={texts.share}
            description={texts.shareText}
            defaultChecked={view?.isShared ?? false}
          />
        )}
        <FormError>
          {error !== null && refused['name'] === undefined ? errorText(error) : null}
        </FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={isPending}>
            {texts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
