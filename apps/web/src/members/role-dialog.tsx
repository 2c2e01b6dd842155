import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import type { Role } from '@solar-capture/core/access'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/members.tsx'
import { type Member, queryClient, trpc } from '../trpc.ts'
import { RoleChoice } from './role-choice.tsx'

type Props = { member: Member; given: Role[]; opened: boolean; onClose: () => void }

/** Gives a member another one of the roles that may be `given`, once that is confirmed: nobody gets one in passing. */
export function RoleDialog({ member: { userId, name, role }, given, opened, onClose }: Props) {
  const [chosen, setChosen] = useState<Role | null>(null)
  const setRole = useMutation(
    trpc.member.setRole.mutationOptions({
      onSuccess: () => {
        close()
        return fetchAgain(queryClient, trpc.member.pathFilter())
      },
    }),
  )
  const wanted = chosen ?? role

  function close() {
    setChosen(null)
    setRole.reset()
    onClose()
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (wanted === role) return close()
    setRole.mutate({ userId, role: wanted })
  }
  return (
    <Dialog opened={opened} onClose={close} title={texts.roleOf(name)}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <RoleChoice label={texts.role} given={given} value={wanted} onChange={setChosen} />
          <div>{texts.roleMeaning}</div>
          <FormError>{setRole.error === null ? null : errorText(setRole.error)}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" disabled={wanted === role} loading={setRole.isPending}>
              {texts.changeRole}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
