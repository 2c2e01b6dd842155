import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { CopyField } from '../components/copy-field.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { type Member, trpc } from '../trpc.ts'

type Props = { member: Member; opened: boolean; onClose: () => void }

/** Makes a link with which a member who forgot their password sets a new one, to be handed to them. */
export function ResetLinkDialog({ member: { userId, name }, opened, onClose }: Props) {
  // The link must not outlive this dialog.
  const make = useMutation(trpc.member.resetLink.mutationOptions({ gcTime: 0 }))
  const close = () => {
    make.reset()
    onClose()
  }
  const link = make.data?.link
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={link === undefined ? `New password for ${name}` : 'Copy the link now'}
      closeOnClickOutside={link === undefined}
    >
      <Stack gap={16}>
        {link === undefined ? (
          <>
            <div>
              {name} gets a link with which they set a new password themselves. It works once, for a
              day. Until then their password stays as it is.
            </div>
            <FormError>{make.error === null ? null : errorText(make.error)}</FormError>
          </>
        ) : (
          <>
            <div>
              It is shown this once. Hand it to {name} yourself, by phone or in a message that only
              they read: whoever opens it first sets the password.
            </div>
            <CopyField label="Link" value={link} />
          </>
        )}
        <Group justify="flex-end" gap={8}>
          {link === undefined ? (
            <>
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button
                onClick={() => make.mutate({ userId })}
                loading={make.isPending}
                data-autofocus
              >
                Make the link
              </Button>
            </>
          ) : (
            <Button onClick={close}>Done</Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
