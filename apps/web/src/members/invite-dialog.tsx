import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import type { Role } from '@solar-capture/core/access'

import { CopyField } from '../components/copy-field.tsx'
import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/members.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { RoleChoice } from './role-choice.tsx'
import { rolesToGive } from './roles.ts'

type Props = { opened: boolean; onClose: () => void; ownRole: Role | null }

/** Invites somebody and shows the link for them, once. */
export function InviteDialog({ opened, onClose, ownRole }: Props) {
  const [role, setRole] = useState<Role>('agent')
  const [email, setEmail] = useState('')
  const invite = useMutation(
    trpc.member.invite.mutationOptions({
      onSuccess: () => fetchAgain(queryClient, trpc.member.pathFilter()),
      // The link must not outlive this dialog.
      gcTime: 0,
    }),
  )
  const link = invite.data?.link
  const refused = refusedFields(invite.error)
  const close = () => {
    invite.reset()
    setRole('agent')
    onClose()
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = formText(new FormData(event.currentTarget), 'email')
    setEmail(given)
    invite.mutate({ email: given, role })
  }

  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={link === undefined ? texts.inviteTitle : texts.copyLinkNow}
      closeOnClickOutside={link === undefined}
    >
      {link === undefined ? (
        <form onSubmit={submit}>
          <Stack gap={16}>
            <TextInput
              name="email"
              type="email"
              label={texts.email}
              placeholder={texts.emailExample}
              maxLength={254}
              error={refused['email']}
              required
              withAsterisk={false}
              data-autofocus
            />
            <RoleChoice
              label={texts.joinsAs}
              given={rolesToGive(ownRole)}
              value={role}
              onChange={setRole}
            />
            <FormError>
              {invite.error !== null && refused['email'] === undefined
                ? errorText(invite.error)
                : null}
            </FormError>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={close}>
                {commonTexts.cancel}
              </Button>
              <Button type="submit" loading={invite.isPending}>
                {texts.makeLink}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap={16}>
          <div className="wrap">{texts.invitationMade(email)}</div>
          <CopyField label={texts.invitationLink} value={link} />
          <Group justify="flex-end">
            <Button onClick={close}>{commonTexts.done}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}
