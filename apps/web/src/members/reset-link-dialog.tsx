import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { CopyField } from '../components/copy-field.tsx'
import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/members.tsx'
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
    <Dialog
      opened={opened}
      onClose={close}
      title={link === undefined ? texts.resetLinkTitle(name) : texts.copyLinkNow}
      closeOnClickOutside={link === undefined}
    >
      <Stack gap={16}>
        {link === undefined ? (
          <>
            <div>{texts.resetLinkMeaning(name)}</div>
            <FormError>{make.error === null ? null : errorText(make.error)}</FormError>
          </>
        ) : (
          <>
            <div>{texts.resetLinkMade(name)}</div>
            <CopyField label={texts.link} value={link} />
          </>
        )}
        <Group justify="flex-end" gap={8}>
          {link === undefined ? (
            <>
              <Button variant="default" onClick={close}>
                {commonTexts.cancel}
              </Button>
              <Button
                onClick={() => make.mutate({ userId })}
                loading={make.isPending}
                data-autofocus
              >
                {texts.makeLink}
              </Button>
            </>
          ) : (
            <Button onClick={close}>{commonTexts.done}</Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
