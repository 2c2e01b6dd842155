import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { formText } from '../components/form-text.ts'
import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import { useChosen } from '../components/use-chosen.ts'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/workspace.ts'
import { queryClient, trpc } from '../trpc.ts'

/** The name of the workspace and what holds for everybody in it. */
export function WorkspacePage() {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const update = useMutation(
    trpc.workspace.update.mutationOptions({
      onSuccess: (current) => {
        queryClient.setQueryData(trpc.workspace.current.queryKey(), current)
        // One for what is changed in quick succession.
        notifications.show({ id: 'workspace-saved', color: 'green', message: texts.saved })
      },
      onError: (error) =>
        notifications.show({ color: 'red', title: texts.notSaved, message: errorText(error) }),
      scope: { id: 'workspace' },
    }),
  )
  const [createsLeads, setCreatesLeads] = useChosen(workspace.createsLeads, (value) =>
    update.mutateAsync({ createsLeads: value }),
  )
  const [requiresTotp, setRequiresTotp] = useChosen(workspace.requiresTotp, (value) =>
    update.mutateAsync({ requiresTotp: value }),
  )

  function rename(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    update.mutate({ name: formText(new FormData(event.currentTarget), 'name') })
  }

  return (
    <Page name={texts.title} heading={texts.title} narrow>
      <Stack gap={32}>
        <form onSubmit={rename}>
          <Group align="end" gap={8}>
            <TextInput
              key={workspace.name}
              name="name"
              label={texts.name}
              defaultValue={workspace.name}
              maxLength={100}
              error={refusedFields(update.error)['name']}
              required
              withAsterisk={false}
              flex={1}
              maw={420}
            />
            <Button type="submit" variant="default">
              {texts.saveName}
            </Button>
          </Group>
        </form>
        <Section title={texts.leadsFromBookings}>
          <Switch
            label={texts.createsLeads}
            description={texts.createsLeadsMeaning}
            checked={createsLeads}
            onChange={(event) => setCreatesLeads(event.currentTarget.checked)}
          />
        </Section>
        <Section title={texts.signingIn}>
          <Switch
            label={texts.requiresTotp}
            description={texts.requiresTotpMeaning}
            checked={requiresTotp}
            onChange={(event) => setRequiresTotp(event.currentTarget.checked)}
          />
        </Section>
      </Stack>
    </Page>
  )
}
