import { Button, Group, Stack, TextInput } from '@mantine/core'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/integrations.tsx'

type Props = {
  opened: boolean
  onClose: () => void
  title: string
  /** What the button says. */
  action: string
  /** The name to start from. */
  name: string
  pending: boolean
  error: unknown
  onSubmit: (name: string) => void
}

/** Asks for the name of a Cal.com account. */
export function NameDialog(props: Props) {
  const { opened, onClose, title, action, name, pending, error, onSubmit } = props
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(formText(new FormData(event.currentTarget), 'name'))
        }}
      >
        <Stack gap={16}>
          <TextInput
            name="name"
            label={texts.name}
            description={texts.nameText}
            defaultValue={name}
            maxLength={100}
            required
            withAsterisk={false}
            data-autofocus
          />
          <FormError>{error === null ? null : errorText(error)}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={pending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
