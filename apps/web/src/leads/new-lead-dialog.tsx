import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { focusMain } from '../components/focus-back.ts'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { LeadInTheWay } from '../lead/lead-in-the-way.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/new-lead.ts'
import { queryClient, trpc } from '../trpc.ts'

type Props = { opened: boolean; onClose: () => void }

/** Asks for what is known of a new lead, then opens it. */
export function NewLeadDialog({ opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.title}>
      <NewLeadForm onClose={onClose} />
    </Dialog>
  )
}

function NewLeadForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const [noContact, setNoContact] = useState(false)
  const create = useMutation(
    trpc.lead.create.mutationOptions({
      onSuccess: async (lead) => {
        void fetchAgain(queryClient, trpc.lead.pathFilter())
        onClose()
        await navigate({ to: '/leads/$leadId', params: { leadId: lead.id } })
        focusMain()
      },
    }),
  )
  const refused = refusedFields(create.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const known = Object.fromEntries(
      (['email', 'phone', 'postcode', 'address', 'source'] as const)
        .map((field) => [field, formText(form, field)] as const)
        .filter(([, text]) => text !== ''),
    )
    const reachable = known['email'] !== undefined || known['phone'] !== undefined
    setNoContact(!reachable)
    if (reachable) create.mutate({ name: formText(form, 'name'), ...known })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={14}>
        <TextInput
          name="name"
          label={commonTexts.name}
          required
          withAsterisk={false}
          maxLength={200}
          error={refused['name']}
          data-autofocus
        />
        <TextInput
          name="email"
          type="email"
          label={commonTexts.email}
          description={texts.emailText}
          error={refused['email']}
        />
        <TextInput
          name="phone"
          type="tel"
          label={commonTexts.phone}
          placeholder={texts.phoneExample}
          error={refused['phone']}
        />
        <Group grow align="flex-start" gap={12}>
          <TextInput name="postcode" label={commonTexts.postcode} error={refused['postcode']} />
          <TextInput
            name="source"
            label={commonTexts.source}
            placeholder={texts.sourceExample}
            error={refused['source']}
          />
        </Group>
        <TextInput name="address" label={commonTexts.address} error={refused['address']} />
        <FormError>
          {noContact
            ? texts.noContact
            : create.error !== null && Object.keys(refused).length === 0
              ? errorText(create.error)
              : null}
        </FormError>
        {!noContact && <LeadInTheWay error={create.error} onClick={onClose} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {texts.add}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
